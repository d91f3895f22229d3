package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Trouble;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Requests to Lambda and the outcomes of its responses, with the SDK's own client.
final class DeployedFunctionTest {
  private static final RawKey KEY = RawKey.parse(FailureRecords.key("p")).orElseThrow();

  private AwsStub aws;
  private LambdaClient lambda;

  @BeforeEach
  void start() throws IOException {
    aws = AwsStub.start();
    lambda = aws.lambda();
  }

  @AfterEach
  void stop() {
    lambda.close();
    aws.close();
  }

  private DeployedFunction function() {
    return new DeployedFunction(lambda, "transform", "raw");
  }

  @Test
  void sendsAnEventThatTheLambdaRuntimeReads() {
    Outcome outcome = function().asynchronous().transform(KEY);

    assertThat(outcome.status()).isEqualTo(Outcome.Status.SENT);
    String call = "/2015-03-31/functions/transform/invocations Event ";
    assertThat(aws.calls).singleElement().asString().startsWith(call);
    S3Event event =
        LambdaEventSerializers.<S3Event>serializerFor(S3Event.class, getClass().getClassLoader())
            .fromJson(aws.calls.getFirst().substring(call.length()));
    assertThat(event.getRecords()).hasSize(1);
    assertThat(event.getRecords().getFirst().getS3().getBucket().getName()).isEqualTo("raw");
    assertThat(event.getRecords().getFirst().getS3().getObject().getUrlDecodedKey())
        .isEqualTo(KEY.toString());
  }

  @Test
  void readsTheOutcomeFromTheReport() {
    aws.function =
        _ ->
            "{\"transformed\":1,\"gone\":0,\"incomplete\":1,\"short\":0,\"long\":1,"
                + "\"unreadable\":1,\"songs\":30,\"rejects\":2}";

    assertThat(function().synchronous().transform(KEY))
        .isEqualTo(
            new Outcome(
                Outcome.Status.TRANSFORMED, 30, 2, Set.of(Trouble.LONG, Trouble.UNREADABLE), ""));
    assertThat(aws.calls.getFirst()).contains(" RequestResponse ");
    aws.function = _ -> "{\"transformed\":0,\"gone\":1}";
    assertThat(function().synchronous().transform(KEY).status()).isEqualTo(Outcome.Status.GONE);
  }

  @Test
  void readsAnIncompleteSnapshotOfAnEarlierFunctionAsShort() {
    aws.function = _ -> "{\"transformed\":1,\"gone\":0,\"incomplete\":1}";

    assertThat(function().synchronous().transform(KEY).troubles()).containsExactly(Trouble.SHORT);
  }

  @Test
  void reportsAnErrorOfTheFunctionAsFailure() {
    aws.function = _ -> "{\"errorMessage\":\"rejected \\u001b[2J\",\"errorType\":\"x\"}";

    assertThat(function().synchronous().transform(KEY)).isEqualTo(Outcome.failed("rejected �[2J"));
  }

  @Test
  void reportsAnIgnoredEventAsFailure() {
    for (String result : new String[] {"{\"transformed\":0,\"ignored\":1}", "null", "no JSON"}) {
      aws.function = _ -> result;
      assertThat(function().synchronous().transform(KEY))
          .isEqualTo(
              Outcome.failed(
                  KEY
                      + ": function transform ignored the event. Check that it is the transform and"
                      + " that its raw bucket is s3://raw."));
    }
  }

  @Test
  void namesTheMissingPermission() {
    aws.error = "{\"__type\":\"AccessDeniedException\",\"Message\":\"User is not authorized\"}";

    assertThat(function().asynchronous().transform(KEY).message())
        .startsWith(KEY + ": function transform cannot be invoked: ")
        .contains("lambda:InvokeFunction (");
  }

  @Test
  void callsTheFailedFunctionThatTheQueueBelongsTo() {
    aws.function = _ -> "{\"transformed\":1}";
    RetryTarget target = RetryTarget.sameFunction(lambda, aws.queueUrl());

    Transformer same = target.of("raw", FailureRecords.FUNCTION);
    assertThat(same.transform(KEY).status()).isEqualTo(Outcome.Status.TRANSFORMED);
    assertThat(aws.calls.getFirst()).contains("lake-transform:$LATEST/invocations");
  }

  @Test
  void callsNoOtherFunctionThatAMessageNames() {
    RetryTarget target = RetryTarget.sameFunction(lambda, aws.queueUrl());
    String payroll = FailureRecords.FUNCTION.replace("lake-transform", "payroll\u001b");

    assertThatThrownBy(() -> target.of("raw", payroll))
        .hasMessage(
            "its function is arn:aws:lambda:eu-west-1:123456789012:function:payroll\uFFFD:$LATEST,"
                + " but the queue is lake-transform-failures. Use --function NAME, or --raw-bucket"
                + " and --processed-bucket.");
    assertThatThrownBy(() -> target.of("raw", ""))
        .hasMessageStartingWith("its function is not named, but the queue is ");
    assertThat(aws.calls).isEmpty();
  }
}
