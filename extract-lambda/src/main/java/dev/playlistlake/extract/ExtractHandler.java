package dev.playlistlake.extract;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The extract Lambda: a schedule's event in, a snapshot of each playlist in the raw bucket out.
public final class ExtractHandler
    implements RequestHandler<@Nullable Map<String, Object>, ExtractReport> {
  /// Kept of the Lambda's time for the report, so that it doesn't end without one.
  private static final Duration FINISHING = Duration.ofSeconds(5);

  private final Extraction extraction;

  /// Takes its settings from the environment.
  public ExtractHandler() {
    this(System.getenv());
  }

  private ExtractHandler(Map<String, String> environment) {
    this(Extraction.of(environment, s3(environment), Clock.systemUTC()));
  }

  public ExtractHandler(Extraction extraction) {
    this.extraction = extraction;
  }

  /// Runs once and logs the report as one line of JSON.
  ///
  /// @throws ExtractException after the last playlist when a retry may cure a failure
  @Override
  public ExtractReport handleRequest(@Nullable Map<String, Object> event, Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    LambdaLogger logger = context.getLogger();
    return extraction
        .run(
            RunRequest.of(event),
            remaining.minus(FINISHING),
            report -> log(report, logger),
            line -> logger.log("DEBUG: " + line + "\n"))
        .orThrow();
  }

  /// Logs a report as the function does: each warning on a line of its own, then all of it in JSON.
  public static void log(ExtractReport report, LambdaLogger logger) {
    report.warnings().forEach(warning -> logger.log("WARNING: " + warning + "\n"));
    logger.log(ReportLine.of(report) + "\n");
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
