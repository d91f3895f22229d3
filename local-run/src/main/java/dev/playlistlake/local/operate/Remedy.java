package dev.playlistlake.local.operate;

import software.amazon.awssdk.services.lambda.LambdaClient;

/// Who transforms what a failed event names.
@FunctionalInterface
public interface Remedy {
  /// The one for an event's objects.
  ///
  /// @throws OperateException when they are none of its
  Transformer of(String bucket, String function);

  /// This process, for the lake's own raw bucket.
  static Remedy here(Lake lake) {
    Transformer here = Transformer.here(lake);
    return (bucket, _) -> {
      if (!bucket.equals(lake.rawBucket())) {
        throw new OperateException(
            "its bucket is %s, expected %s".formatted(AwsTrouble.shown(bucket), lake.rawBucket()));
      }
      return here;
    };
  }

  /// A function on AWS.
  static Remedy function(LambdaClient lambda, String name) {
    return (bucket, _) -> new DeployedFunction(lambda, name, bucket).synchronous();
  }

  /// The function that failed, which has to be the one that the queue is for.
  static Remedy sameFunction(LambdaClient lambda, String queueUrl) {
    QueueAddress queue = QueueAddress.of(queueUrl);
    return (bucket, function) -> {
      if (!queue.fits(function)) {
        throw new OperateException(
            ("its function is %s, not the transform of queue %s: say --function NAME, or"
                    + " --raw-bucket and --processed-bucket")
                .formatted(
                    function.isEmpty() ? "not named" : AwsTrouble.shown(function),
                    AwsTrouble.shown(queue.name())));
      }
      return new DeployedFunction(lambda, function, bucket).synchronous();
    };
  }
}
