package dev.playlistlake.local;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The AWS account that an operator's command works on, as the machine's environment names it.
record Cloud(Supplier<S3Client> s3, Supplier<SqsClient> sqs, Supplier<LambdaClient> lambda) {
  /// A function's answer comes when it is done, and it may take so long.
  private static final Duration LONGEST_FUNCTION = Duration.ofMinutes(15);

  /// Region, credentials, profile and endpoints are those of the SDK's own variables and files.
  static Cloud real(Map<String, String> environment) {
    return new Cloud(
        () -> s3(environment),
        () -> SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        () ->
            LambdaClient.builder()
                .httpClientBuilder(
                    UrlConnectionHttpClient.builder()
                        .socketTimeout(LONGEST_FUNCTION.plusMinutes(1)))
                .build());
  }

  /// A server that stands in for S3 at an address of its own has no host name per bucket.
  private static S3Client s3(Map<String, String> environment) {
    boolean standIn =
        environment.containsKey("AWS_ENDPOINT_URL")
            || environment.containsKey("AWS_ENDPOINT_URL_S3");
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(standIn)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .build();
  }
}
