package dev.playlistlake.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.PutEvent;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The transform function on AWS, called with the event that S3 would send.
///
/// @param name or ARN
/// @param bucket the raw bucket that the events name
public record DeployedFunction(LambdaClient lambda, String name, String bucket) {

  /// Leaves an event for each object with Lambda, which tries it as often as S3's own.
  public Transformer asynchronous() {
    return key -> {
      try {
        invoke(key, InvocationType.EVENT);
        return Outcome.of(Outcome.Status.SENT);
      } catch (SdkException failure) {
        return refused(key, failure);
      }
    };
  }

  /// Waits for each object until its tables are written.
  Transformer synchronous() {
    return key -> {
      try {
        return outcome(key, invoke(key, InvocationType.REQUEST_RESPONSE));
      } catch (SdkException failure) {
        return refused(key, failure);
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

  private Outcome refused(RawKey key, SdkException failure) {
    String words = AwsErrors.words("lambda:InvokeFunction", failure);
    return Outcome.failed("%s: function %s can't be invoked: %s".formatted(key, shown(), words));
  }

  private Outcome outcome(RawKey key, InvokeResponse response) {
    String payload = response.payload() == null ? "" : response.payload().asUtf8String();
    JsonNode answer = JsonText.parse(payload);
    if (response.functionError() != null) {
      String why = JsonText.of(answer.path("errorMessage"));
      return Outcome.failed(AwsErrors.shown(why.isEmpty() ? key + ": " + payload : why));
    }
    if (answer.path("gone").asLong() == 1) {
      return Outcome.of(Outcome.Status.GONE);
    }
    if (answer.path("transformed").asLong() == 1) {
      return new Outcome(
          Outcome.Status.TRANSFORMED,
          answer.path("songs").asLong(),
          answer.path("rejects").asLong(),
          answer.path("incomplete").asLong() > 0,
          "");
    }
    return Outcome.failed(
        "%s: function %s passed it over: is it the transform, and s3://%s its raw bucket?"
            .formatted(key, shown(), AwsErrors.shown(bucket)));
  }

  private String shown() {
    return AwsErrors.shown(name);
  }
}
