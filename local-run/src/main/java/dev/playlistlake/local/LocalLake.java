package dev.playlistlake.local;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.playlistlake.extract.ExtractHandler;
import dev.playlistlake.extract.ExtractReport;
import dev.playlistlake.extract.Extraction;
import dev.playlistlake.transform.TransformHandler;
import dev.playlistlake.transform.TransformReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/// Both functions, the ones that ship, on a lake in a folder: a run of the extract, and for each
/// object that it puts the event that makes the transform run.
final class LocalLake implements AutoCloseable {
  private final LocalS3 server;
  private final S3Notifications notifications = new S3Notifications();
  private final S3Client extractClient;
  private final S3Client transformClient;
  private final TransformHandler transform;
  private final Consumer<String> log;

  private LocalLake(LocalS3 server, Consumer<String> log) {
    this.server = server;
    this.log = log;
    this.extractClient = server.client(notifications);
    this.transformClient = server.client();
    this.transform = new TransformHandler(LocalS3.RAW, LocalS3.PROCESSED, transformClient);
  }

  /// Opens the lake.
  ///
  /// @param log takes what the functions log
  static LocalLake open(Path folder, Consumer<String> log) throws IOException {
    LocalS3 server = LocalS3.start(folder);
    try {
      return new LocalLake(server, log);
    } catch (RuntimeException | Error failed) {
      server.close();
      throw failed;
    }
  }

  /// What one run of both functions did.
  ///
  /// @param transforms one for each object that the extract put
  record Run(ExtractReport extract, List<TransformReport> transforms) {}

  /// One scheduled run.
  ///
  /// @param settings the extract's environment, without its bucket
  /// @param time of the schedule; its UTC date is the snapshots'
  Run run(Map<String, String> settings, Instant time, Clock clock) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("RAW_BUCKET", LocalS3.RAW);
    ExtractHandler extract = new ExtractHandler(Extraction.of(environment, extractClient, clock));
    List<TransformReport> transforms = new ArrayList<>();
    try {
      ExtractReport extracted =
          extract.handleRequest(Map.of("time", time.toString()), new LocalContext("extract", log));
      return new Run(extracted, transforms);
    } finally {
      // What was stored before a failure has its event too, as it has on AWS.
      for (S3Event event : notifications.take()) {
        transforms.add(transform.handleRequest(event, new LocalContext("transform", log)));
      }
    }
  }

  @Override
  public void close() {
    extractClient.close();
    transformClient.close();
    server.close();
  }
}
