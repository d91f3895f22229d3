package dev.playlistlake.local.operate;

import java.net.URI;
import java.util.List;
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

  /// The function that failed, which has to be in the queue's own account.
  static Remedy sameFunction(LambdaClient lambda, String queueUrl) {
    String account = account(queueUrl);
    return (bucket, function) -> {
      List<String> arn = List.of(function.split(":"));
      boolean isArn = arn.size() >= 7 && arn.get(2).equals("lambda");
      if (!isArn || !arn.get(4).equals(account)) {
        throw new OperateException(
            "it names no function of the queue's account: say --function, or --raw-bucket and"
                + " --processed-bucket");
      }
      return new DeployedFunction(lambda, function, bucket).synchronous();
    };
  }

  // https://sqs.<region>.amazonaws.com/<account>/<name>
  private static String account(String queueUrl) {
    String path = String.valueOf(URI.create(queueUrl).getPath());
    List<String> parts = List.of(path.split("/"));
    return parts.size() < 2 ? "" : parts.get(parts.size() - 2);
  }
}
