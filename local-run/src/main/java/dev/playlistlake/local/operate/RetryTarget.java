package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.RawKey;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Selects what transforms the snapshots of a failed event: this process or a function. Used by
/// [Redrive] in one thread.
@FunctionalInterface
public interface RetryTarget {
  /// Returns the transformer for the snapshots of an event.
  ///
  /// @param bucket the bucket that the event names
  /// @param function the ARN of the function that failed; may be empty
  /// @throws CommandException when the event belongs to another bucket or function
  Transformer of(String bucket, String function);

  /// Returns this process as target. It accepts only the raw bucket of the lake.
  ///
  /// @param written receives the key of each snapshot whose tables are written
  static RetryTarget here(Lake lake, Consumer<RawKey> written) {
    Transformer transformer = Transformer.here(lake);
    Transformer here =
        key -> {
          Outcome outcome = transformer.transform(key);
          if (outcome.status() == Outcome.Status.TRANSFORMED) {
            written.accept(key);
          }
          return outcome;
        };
    return (bucket, _) -> {
      if (!bucket.equals(lake.rawBucket())) {
        throw new CommandException(
            "its bucket is %s, expected %s".formatted(AwsErrors.shown(bucket), lake.rawBucket()));
      }
      return here;
    };
  }

  /// Returns a function on AWS as target.
  static RetryTarget function(LambdaClient lambda, String name) {
    return (bucket, _) -> new DeployedFunction(lambda, name, bucket).synchronous();
  }

  /// Returns the function that failed as target. It must be the one that the queue belongs to.
  static RetryTarget sameFunction(LambdaClient lambda, String queueUrl) {
    QueueAddress queue = QueueAddress.of(queueUrl);
    return (bucket, function) -> {
      if (!queue.fits(function)) {
        throw new CommandException(
            ("its function is %s, but the queue is %s. Use --function NAME, or --raw-bucket and"
                    + " --processed-bucket.")
                .formatted(
                    function.isEmpty() ? "not named" : AwsErrors.shown(function),
                    AwsErrors.shown(queue.name())));
      }
      return new DeployedFunction(lambda, function, bucket).synchronous();
    };
  }
}
