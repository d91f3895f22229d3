package dev.playlistlake.extract;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.playlistlake.extract.credentials.LoginAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The handler of the extract Lambda. For each event it stores a snapshot of each playlist in the
/// raw bucket. The Lambda runtime creates one handler and calls it for one event at a time.
public final class ExtractHandler
    implements RequestHandler<@Nullable Map<String, Object>, ExtractReport> {
  /// The part of the Lambda's time that is reserved for the report.
  private static final Duration TIME_FOR_REPORT = Duration.ofSeconds(5);

  private final Extraction extraction;

  /// Reads the settings from the environment variables of this process.
  ///
  /// @throws ExtractException that lists every missing or invalid setting
  public ExtractHandler() {
    this(System.getenv());
  }

  private ExtractHandler(Map<String, String> environment) {
    this(environment, s3(environment));
  }

  /// Uses the caller's settings and S3 client.
  ///
  /// @param environment the settings by the names of the Lambda's environment variables
  /// @throws ExtractException that lists every missing or invalid setting
  public ExtractHandler(Map<String, String> environment, S3Client s3) {
    this(Extraction.of(environment, s3, Clock.systemUTC(), new StackLoginAdvice()));
  }

  public ExtractHandler(Extraction extraction) {
    this.extraction = extraction;
  }

  /// Runs once and logs the report as one line of JSON.
  ///
  /// @throws ExtractException after the last playlist, if a playlist failed with a retryable error
  @Override
  public ExtractReport handleRequest(@Nullable Map<String, Object> event, Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    LambdaLogger logger = context.getLogger();
    return extraction
        .run(
            ExtractRequest.parse(event),
            remaining.minus(TIME_FOR_REPORT),
            report -> log(report, logger),
            line -> logger.log("DEBUG: " + line + "\n"))
        .orThrow();
  }

  /// Logs each warning as one line, and then the whole report as one line of JSON.
  public static void log(ExtractReport report, LambdaLogger logger) {
    report.warnings().forEach(warning -> logger.log("WARNING: " + warning + "\n"));
    logger.log(ReportLine.format(report) + "\n");
  }

  /// An S3 emulator with its own endpoint has no host name for each bucket.
  private static S3Client s3(Map<String, String> environment) {
    boolean emulated =
        environment.containsKey("AWS_ENDPOINT_URL")
            || environment.containsKey("AWS_ENDPOINT_URL_S3");
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(emulated)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .build();
  }

  /// Refers to the outputs of the deployed stack, because the function does not know which program
  /// logs in.
  static final class StackLoginAdvice implements LoginAdvice {
    @Override
    public String forSecret(String id) {
      return "run the command in the stack's output LoginCommand, which stores the login in secret "
          + id;
    }

    @Override
    public String forEnvironment(boolean refreshTokenSet) {
      return "set SPOTIFY_REFRESH_TOKEN and SPOTIFY_AUTHORIZED_AT to the refresh token and the time"
          + " of a new login";
    }
  }
}
