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
import java.time.LocalDate;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The transform Lambda. It turns each raw object that an S3 event names into six files in the
/// processed bucket, and registers new days in the Glue catalog. Lambda and the commands use it.
/// Threads may share it.
public final class TransformHandler implements RequestHandler<S3Event, TransformReport> {
  private static final ObjectWriter JSON = new ObjectMapper().writer();

  private final String rawBucket;
  private final LogLevel logLevel;
  private final SnapshotTransform transform;
  private final Optional<PartitionRegistry> partitions;

  /// Called by Lambda. Reads region, credentials and settings from the environment.
  ///
  /// @throws TransformException with every setting that is missing or invalid
  public TransformHandler() {
    this(System.getenv(), s3(System.getenv()), AwsApi.of(System.getenv()));
  }

  /// Creates a handler for the buckets and the client of the caller. It registers no days.
  public TransformHandler(String rawBucket, String processedBucket, S3Client s3) {
    this(
        rawBucket,
        LogLevel.INFO,
        new SnapshotTransform(
            new S3RawReader(s3, rawBucket), new S3ProcessedStore(s3, processedBucket)),
        Optional.empty());
  }

  /// Creates a handler with the settings and the clients of the caller.
  ///
  /// @param environment the settings by the names of the function's environment variables
  /// @param aws sends the requests to Glue if the settings name a database
  /// @throws TransformException with every setting that is missing or invalid
  public TransformHandler(Map<String, String> environment, S3Client s3, AwsApi aws) {
    this(TransformSettings.of(environment), s3, aws);
  }

  private TransformHandler(TransformSettings settings, S3Client s3, AwsApi aws) {
    this(
        settings.rawBucket(),
        settings.logLevel(),
        new SnapshotTransform(
            new S3RawReader(s3, settings.rawBucket()),
            new S3ProcessedStore(s3, settings.processedBucket())),
        settings
            .database()
            .map(database -> new PartitionRegistry(aws, database, settings.processedBucket())));
  }

  /// An S3-compatible server at another address has no host name for each bucket.
  private static S3Client s3(Map<String, String> environment) {
    boolean isOtherServer =
        environment.containsKey("AWS_ENDPOINT_URL")
            || environment.containsKey("AWS_ENDPOINT_URL_S3");
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(isOtherServer)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .build();
  }

  TransformHandler(
      String rawBucket,
      LogLevel logLevel,
      SnapshotTransform transform,
      Optional<PartitionRegistry> partitions) {
    this.rawBucket = rawBucket;
    this.logLevel = logLevel;
    this.transform = transform;
    this.partitions = partitions;
  }

  /// Transforms every snapshot that the event names, and then registers their days. A failed
  /// snapshot doesn't stop the others. A day that cannot be registered is only reported.
  ///
  /// @throws TransformException after the last snapshot if any failed, so that Lambda retries the
  ///   event and then sends it to the dead-letter queue
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
    partitions.ifPresent(registry -> tally.registered(register(registry, tally.days(), log)));
    TransformReport report = tally.report();
    log.accept(line(report));
    return report.orThrow();
  }

  private static PartitionRegistry.Registration register(
      PartitionRegistry registry, Set<LocalDate> days, Consumer<String> log) {
    PartitionRegistry.Registration result = registry.register(days);
    result
        .failures()
        .forEach(
            failure ->
                log.accept(
                    "WARNING: %s. The next snapshot of this day repeats it, and so does the crawler."
                        .formatted(failure.message())));
    return result;
  }

  /// Transforms the given snapshots without an event, and registers no days. The report contains
  /// the errors.
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
      // The rows of this document are garbage now, so the other documents have enough memory.
      tally.failed(TransformException.tooLarge(key.toString(), tooMuch));
    } finally {
      debug.accept(
          "DEBUG: processed %s in %d %s (%,d bytes, %d ms)"
              .formatted(
                  key,
                  lengths.getCount(),
                  lengths.getCount() == 1 ? "round" : "rounds",
                  lengths.getSum(),
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
