package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.Transformer;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Who transforms what a failed event names.
@FunctionalInterface
public interface RetryTarget {
  /// The one for an event's objects.
  ///
  /// @throws CommandException when they are none of its
  Transformer of(String bucket, String function);

  /// This process, for the lake's own raw bucket.
  static RetryTarget here(Lake lake) {
    Transformer here = Transformer.here(lake);
    return (bucket, _) -> {
      if (!bucket.equals(lake.rawBucket())) {
        throw new CommandException(
            "its bucket is %s, expected %s".formatted(AwsErrors.shown(bucket), lake.rawBucket()));
      }
      return here;
    };
  }

  /// A function on AWS.
  static RetryTarget function(LambdaClient lambda, String name) {
    return (bucket, _) -> new DeployedFunction(lambda, name, bucket).synchronous();
  }

  /// The function that failed, which has to be the one that the queue is for.
  static RetryTarget sameFunction(LambdaClient lambda, String queueUrl) {
    QueueAddress queue = QueueAddress.of(queueUrl);
    return (bucket, function) -> {
      if (!queue.fits(function)) {
        throw new CommandException(
            ("its function is %s, not the transform of queue %s: say --function NAME, or"
                    + " --raw-bucket and --processed-bucket")
                .formatted(
                    function.isEmpty() ? "not named" : AwsErrors.shown(function),
                    AwsErrors.shown(queue.name())));
      }
      return new DeployedFunction(lambda, function, bucket).synchronous();
    };
  }
}
