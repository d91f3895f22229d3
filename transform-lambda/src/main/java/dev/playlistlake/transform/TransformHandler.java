package dev.playlistlake.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.playlistlake.model.LogLevel;
import dev.playlistlake.model.RawKey;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The transform Lambda: each raw object that an S3 event names becomes six files in the processed
/// bucket. The commands use it too. It has no state besides its clients.
public final class TransformHandler implements RequestHandler<S3Event, TransformReport> {
  private static final ObjectWriter JSON = new ObjectMapper().writer();

  private final String rawBucket;
  private final LogLevel logLevel;
  private final SnapshotTransform transform;

  /// For Lambda: region, credentials and settings from the environment.
  ///
  /// @throws TransformException with the name of every setting that is missing or invalid
  public TransformHandler() {
    this(System.getenv(), s3(System.getenv()));
  }

  /// With the caller's buckets and client.
  public TransformHandler(String rawBucket, String processedBucket, S3Client s3) {
    this(new TransformSettings(rawBucket, processedBucket, LogLevel.INFO), s3);
  }

  /// With the caller's settings and client.
  ///
  /// @param environment the settings, by the names of the Lambda's variables
  /// @throws TransformException with the name of every setting that is missing or invalid
  public TransformHandler(Map<String, String> environment, S3Client s3) {
    this(TransformSettings.of(environment), s3);
  }

  private TransformHandler(TransformSettings settings, S3Client s3) {
    this(
        settings.rawBucket(),
        settings.logLevel(),
        new SnapshotTransform(
            new S3RawReader(s3, settings.rawBucket()),
            new S3ProcessedStore(s3, settings.processedBucket())));
  }

  /// A replacement for S3 at an address of its own has no host name per bucket.
  private static S3Client s3(Map<String, String> environment) {
    boolean isReplacement =
        environment.containsKey("AWS_ENDPOINT_URL")
            || environment.containsKey("AWS_ENDPOINT_URL_S3");
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(isReplacement)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .build();
  }

  TransformHandler(String rawBucket, LogLevel logLevel, SnapshotTransform transform) {
    this.rawBucket = rawBucket;
    this.logLevel = logLevel;
    this.transform = transform;
  }

  /// Transforms every snapshot that the event names; one that fails doesn't stop the others.
  ///
  /// @throws TransformException after the last, if any failed, so that Lambda retries and then
  ///   keeps the event
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

  /// Transforms the given snapshots, without an event; failures are in the report.
  public TransformReport transform(List<RawKey> keys) {
    TransformReport.Tally tally = new TransformReport.Tally();
    keys.forEach(key -> run(key, tally, _ -> {}));
    return tally.report();
  }

  private void run(RawKey key, TransformReport.Tally tally, Consumer<String> debug) {
    long start = System.nanoTime();
    LongSummaryStatistics lengths = new LongSummaryStatistics();
    try {
      transform.run(key, lengths).ifPresentOrElse(tally::transformed, tally::gone);
    } catch (TransformException failure) {
      tally.failed(failure);
    } catch (RuntimeException unexpected) {
      // A bug that one document triggers must not stop the other documents of the event.
      tally.failed(new TransformException(key + ": " + unexpected, unexpected));
    } catch (OutOfMemoryError tooMuch) {
      // The rows so far are garbage now, so the other documents have the memory that they need.
      tally.failed(TransformException.tooLarge(key.toString(), tooMuch));
    } finally {
      debug.accept(
          "DEBUG: %s: %,d bytes in %d %s, %d ms"
              .formatted(
                  key,
                  lengths.getSum(),
                  lengths.getCount(),
                  lengths.getCount() == 1 ? "round" : "rounds",
                  Duration.ofNanos(System.nanoTime() - start).toMillis()));
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
