package dev.playlistlake.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.PutEvent;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Trouble;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The transform function on AWS. `replay` and `redrive` invoke it with the event that S3 would
/// send. Threads may share it.
///
/// @param name of the function, or its ARN
/// @param bucket the raw bucket that the events name
public record DeployedFunction(LambdaClient lambda, String name, String bucket) {

  /// Returns a transformer that queues an event at Lambda and does not wait. Lambda retries it as
  /// it retries events from S3.
  public Transformer asynchronous() {
    return key -> {
      try {
        invoke(key, InvocationType.EVENT);
        return Outcome.of(Outcome.Status.SENT);
      } catch (SdkException failure) {
        return notInvoked(key, failure);
      }
    };
  }

  /// Returns a transformer that waits until the tables of the object are written.
  Transformer synchronous() {
    return key -> {
      try {
        return outcome(key, invoke(key, InvocationType.REQUEST_RESPONSE));
      } catch (SdkException failure) {
        return notInvoked(key, failure);
      }
    };
  }

  private InvokeResponse invoke(RawKey key, InvocationType type) {
    String event = PutEvent.json(bucket, key.toString(), Instant.now());
    return lambda.invoke(
        request ->
            request
                .functionName(name)
                .invocationType(type)
                .payload(SdkBytes.fromUtf8String(event)));
  }

  private Outcome notInvoked(RawKey key, SdkException failure) {
    String reason = AwsErrors.words("lambda:InvokeFunction", failure);
    return Outcome.failed("%s: function %s cannot be invoked: %s".formatted(key, shown(), reason));
  }

  private Outcome outcome(RawKey key, InvokeResponse response) {
    String payload = response.payload() == null ? "" : response.payload().asUtf8String();
    JsonNode report = JsonText.parse(payload);
    if (response.functionError() != null) {
      String error = JsonText.of(report.path("errorMessage"));
      return Outcome.failed(AwsErrors.shown(error.isEmpty() ? key + ": " + payload : error));
    }
    if (report.path("gone").asLong() == 1) {
      return Outcome.of(Outcome.Status.GONE);
    }
    if (report.path("transformed").asLong() == 1) {
      return new Outcome(
          Outcome.Status.TRANSFORMED,
          report.path("songs").asLong(),
          report.path("rejects").asLong(),
          troubles(report),
          "");
    }
    return Outcome.failed(
        "%s: function %s ignored the event. Check that it is the transform and that its raw bucket is s3://%s."
            .formatted(key, shown(), AwsErrors.shown(bucket)));
  }

  /// A function of an earlier version reports only that a snapshot is short, as incomplete.
  private static Set<Trouble> troubles(JsonNode report) {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    for (Trouble trouble : Trouble.values()) {
      if (report.path(trouble.text()).asLong() > 0) {
        troubles.add(trouble);
      }
    }
    return troubles.isEmpty() && report.path("incomplete").asLong() > 0
        ? Set.of(Trouble.SHORT)
        : troubles;
  }

  private String shown() {
    return AwsErrors.shown(name);
  }
}
