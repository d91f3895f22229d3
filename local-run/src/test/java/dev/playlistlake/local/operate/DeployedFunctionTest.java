package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.RawKey;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// What goes to Lambda and what is made of its answers, with the SDK's own client.
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
  void leavesAnEventThatTheRuntimeReads() {
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
  void takesTheReportForTheOutcome() {
    aws.function =
        _ -> "{\"transformed\":1,\"gone\":0,\"incomplete\":1,\"songs\":30,\"rejects\":2}";

    assertThat(function().synchronous().transform(KEY))
        .isEqualTo(new Outcome(Outcome.Status.TRANSFORMED, 30, 2, true, ""));
    assertThat(aws.calls.getFirst()).contains(" RequestResponse ");
    aws.function = _ -> "{\"transformed\":0,\"gone\":1}";
    assertThat(function().synchronous().transform(KEY).status()).isEqualTo(Outcome.Status.GONE);
  }

  @Test
  void takesAnErrorOfTheFunctionForAFailure() {
    aws.function = _ -> "{\"errorMessage\":\"refused \\u001b[2J\",\"errorType\":\"x\"}";

    assertThat(function().synchronous().transform(KEY)).isEqualTo(Outcome.failed("refused �[2J"));
  }

  @Test
  void takesAnEventThatWasPassedOverForAFailure() {
    for (String answer : new String[] {"{\"transformed\":0,\"ignored\":1}", "null", "no JSON"}) {
      aws.function = _ -> answer;
      assertThat(function().synchronous().transform(KEY))
          .isEqualTo(
              Outcome.failed(
                  KEY
                      + ": function transform passed it over: is it the transform, and s3://raw its"
                      + " raw bucket?"));
    }
  }

  @Test
  void saysWhichPermissionIsMissing() {
    aws.refusal = "{\"__type\":\"AccessDeniedException\",\"Message\":\"User is not authorized\"}";

    assertThat(function().asynchronous().transform(KEY).message())
        .startsWith(
            KEY
                + ": function transform can't be invoked: AWS denied access; these AWS credentials"
                + " need lambda:InvokeFunction (");
  }

  @Test
  void callsTheFunctionThatFailedWhenTheQueueIsItsOwn() {
    aws.function = _ -> "{\"transformed\":1}";
    RetryTarget remedy = RetryTarget.sameFunction(lambda, aws.queueUrl());

    Transformer same = remedy.of("raw", FailureRecords.FUNCTION);
    assertThat(same.transform(KEY).status()).isEqualTo(Outcome.Status.TRANSFORMED);
    assertThat(aws.calls.getFirst()).contains("lake-transform:$LATEST/invocations");
  }

  @Test
  void callsNoOtherFunctionThatAMessageNames() {
    RetryTarget remedy = RetryTarget.sameFunction(lambda, aws.queueUrl());
    String payroll = FailureRecords.FUNCTION.replace("lake-transform", "payroll\u001b");

    assertThatThrownBy(() -> remedy.of("raw", payroll))
        .hasMessage(
            "its function is arn:aws:lambda:eu-west-1:123456789012:function:payroll\uFFFD:$LATEST,"
                + " not the transform of queue lake-transform-failures: say --function NAME, or"
                + " --raw-bucket and --processed-bucket");
    assertThatThrownBy(() -> remedy.of("raw", ""))
        .hasMessageStartingWith("its function is not named, not the transform of queue ");
    assertThat(aws.calls).isEmpty();
  }
}
