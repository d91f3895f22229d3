package dev.playlistlake.local.cli;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Clients of the AWS account that the environment names, made when they are needed. The caller
/// closes them.
public record AwsClients(
    Supplier<S3Client> s3,
    Supplier<SqsClient> sqs,
    Supplier<LambdaClient> lambda,
    Supplier<SecretsManagerClient> secrets) {
  /// Lambda answers when the function has returned, and a function may run this long.
  private static final Duration LONGEST_FUNCTION = Duration.ofMinutes(15);

  /// Region, credentials, profile and endpoints are those of the SDK's own variables and files.
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
                .build());
  }

  /// A server with an endpoint of its own, such as an emulator, has no host name per bucket.
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

  /// Opens a client of S3.
  ///
  /// @throws CommandException when no region is configured
  public S3Client openS3() {
    return open(s3);
  }

  /// Opens a client of SQS.
  ///
  /// @throws CommandException when no region is configured
  public SqsClient openSqs() {
    return open(sqs);
  }

  /// Opens a client of Lambda.
  ///
  /// @throws CommandException when no region is configured
  public LambdaClient openLambda() {
    return open(lambda);
  }

  private static <T> T open(Supplier<T> client) {
    try {
      return client.get();
    } catch (SdkException unset) {
      String first = String.valueOf(unset.getMessage()).split(":", 2)[0];
      throw new CommandException(
          "AWS can't be asked: " + first + ": set AWS_REGION, or AWS_PROFILE with a region");
    }
  }
}
