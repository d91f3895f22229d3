package dev.playlistlake.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.playlistlake.model.LogLevel;
import dev.playlistlake.model.RawKey;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The transform Lambda: each raw object that an S3 event names becomes six files in the processed
/// bucket.
public final class TransformHandler implements RequestHandler<S3Event, TransformReport> {
  private static final ObjectWriter JSON = new ObjectMapper().writer();

  private final String rawBucket;
  private final LogLevel logLevel;
  private final Transform transform;

  /// For Lambda: region, credentials and settings from the environment.
  ///
  /// @throws TransformException naming every setting that is missing or wrong
  public TransformHandler() {
    this(System.getenv(), s3(System.getenv()));
  }

  /// With buckets and client of the caller's.
  public TransformHandler(String rawBucket, String processedBucket, S3Client s3) {
    this(new Settings(rawBucket, processedBucket, LogLevel.INFO), s3);
  }

  /// With settings and client of the caller's.
  ///
  /// @param environment the settings, as a Lambda gets them
  /// @throws TransformException naming every setting that is missing or wrong
  public TransformHandler(Map<String, String> environment, S3Client s3) {
    this(Settings.of(environment), s3);
  }

  private TransformHandler(Settings settings, S3Client s3) {
    this(
        settings.rawBucket(),
        settings.logLevel(),
        new Transform(
            new S3RawStore(s3, settings.rawBucket()),
            new S3ProcessedStore(s3, settings.processedBucket())));
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

  TransformHandler(String rawBucket, LogLevel logLevel, Transform transform) {
    this.rawBucket = rawBucket;
    this.logLevel = logLevel;
    this.transform = transform;
  }

  /// Transforms every snapshot that the event names; a bad one doesn't stop the others.
  ///
  /// @throws TransformException after the last, when any failed, so that Lambda tries again and
  ///   then keeps the event
  @Override
  public TransformReport handleRequest(S3Event event, Context context) {
    Consumer<String> log = line -> context.getLogger().log(line + "\n");
    Consumer<String> info = logLevel.only(LogLevel.INFO, log);
    Consumer<String> debug = logLevel.only(LogLevel.DEBUG, log);
    TransformReport.Tally tally = new TransformReport.Tally();
    Consumer<String> ignored =
        reason -> {
          tally.ignored();
          info.accept("ignored: " + reason);
        };
    new EventRecords(rawBucket, ignored).keys(event).forEach(key -> run(key, tally, debug));
    TransformReport report = tally.report();
    log.accept(line(report));
    return report.orThrow();
  }

  /// Transforms snapshots that no event names, as an event would; failures are in the report.
  public TransformReport transform(List<RawKey> keys) {
    TransformReport.Tally tally = new TransformReport.Tally();
    keys.forEach(key -> run(key, tally, _ -> {}));
    return tally.report();
  }

  private void run(RawKey key, TransformReport.Tally tally, Consumer<String> debug) {
    Effort effort = new Effort(System::nanoTime);
    try {
      transform.run(key, effort::read).ifPresentOrElse(tally::transformed, tally::gone);
    } catch (TransformException failure) {
      tally.failed(failure);
    } catch (RuntimeException unexpected) {
      // A fault of ours in one document must not keep the others of the event from their tables.
      tally.failed(new TransformException(key + ": " + unexpected, unexpected));
    } catch (OutOfMemoryError tooMuch) {
      // The rows so far are garbage by now: the other documents have the memory that they need.
      tally.failed(TransformException.tooLarge(key.toString(), tooMuch));
    } finally {
      debug.accept("DEBUG: " + effort.of(key));
    }
  }

  private static String line(TransformReport report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
