package dev.playlistlake.local.cli;

import dev.playlistlake.transform.AwsApi;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Creates clients for the AWS account that the environment selects, when a command needs them. The
/// caller closes each client. Tests replace the suppliers.
public record AwsClients(
    Supplier<S3Client> s3,
    Supplier<SqsClient> sqs,
    Supplier<LambdaClient> lambda,
    Supplier<SecretsManagerClient> secrets,
    Supplier<GlueClient> glue,
    Supplier<AthenaClient> athena,
    Supplier<AwsApi> api) {
  /// The longest time that a function may run. Lambda sends its response when the function returns.
  private static final Duration LONGEST_FUNCTION = Duration.ofMinutes(15);

  /// Returns suppliers of real clients. The SDK reads region, credentials, profile and endpoints
  /// from its own environment variables and files.
  ///
  /// @param environment the environment variables of the process
  public static AwsClients real(Map<String, String> environment) {
    return new AwsClients(
        () -> s3(environment),
        () -> SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        () ->
            LambdaClient.builder()
                .httpClientBuilder(
                    UrlConnectionHttpClient.builder()
                        .socketTimeout(LONGEST_FUNCTION.plusMinutes(1)))
                .build(),
        () ->
            SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build(),
        () -> GlueClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        () -> AthenaClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        () -> AwsApi.of(environment));
  }

  /// A server with its own endpoint, such as an emulator, has no host name for each bucket.
  private static S3Client s3(Map<String, String> environment) {
    boolean ownEndpoint =
        environment.containsKey("AWS_ENDPOINT_URL")
            || environment.containsKey("AWS_ENDPOINT_URL_S3");
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(ownEndpoint)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .build();
  }

  /// Creates a client of S3.
  ///
  /// @throws CommandException when no region is configured
  public S3Client openS3() {
    return open(s3);
  }

  /// Creates a client of SQS.
  ///
  /// @throws CommandException when no region is configured
  public SqsClient openSqs() {
    return open(sqs);
  }

  /// Creates a client of Lambda.
  ///
  /// @throws CommandException when no region is configured
  public LambdaClient openLambda() {
    return open(lambda);
  }

  /// Creates a client of Glue.
  ///
  /// @throws CommandException when no region is configured
  public GlueClient openGlue() {
    return open(glue);
  }

  /// Creates a client of Athena.
  ///
  /// @throws CommandException when no region is configured
  public AthenaClient openAthena() {
    return open(athena);
  }

  /// Creates a client for signed requests. It needs the region when it sends the first one.
  public AwsApi openApi() {
    return open(api);
  }

  /// Reads the outputs of a CloudFormation stack.
  ///
  /// @throws CommandException when no region is configured, or as [StackOutputs#read]
  public StackOutputs outputs(String stack) {
    try (AwsApi open = openApi()) {
      return StackOutputs.read(open, stack);
    }
  }

  private static <T> T open(Supplier<T> client) {
    try {
      return client.get();
    } catch (SdkException noRegion) {
      String reason = String.valueOf(noRegion.getMessage()).split(":", 2)[0];
      throw new CommandException(
          "AWS cannot be used: "
              + reason
              + ". Set AWS_REGION, or AWS_PROFILE to a profile with a region.");
    }
  }
}
