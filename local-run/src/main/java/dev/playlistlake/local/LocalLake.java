package dev.playlistlake.local;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.playlistlake.extract.CredentialStore;
import dev.playlistlake.extract.ExtractHandler;
import dev.playlistlake.extract.ExtractReport;
import dev.playlistlake.extract.Extraction;
import dev.playlistlake.extract.Outside;
import dev.playlistlake.extract.RunRequest;
import dev.playlistlake.transform.TransformException;
import dev.playlistlake.transform.TransformHandler;
import dev.playlistlake.transform.TransformReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/// Both functions, the ones that ship, on a lake in a folder: a run of the extract, and for each
/// object that it puts the event that makes the transform run.
final class LocalLake implements AutoCloseable {
  /// Nobody ends a run on one's own machine; Spotify's waits have a budget of their own.
  private static final Duration TIME = Duration.ofHours(6);

  private final LocalS3 server;
  private final S3Notifications notifications;
  private final S3Client extractClient;
  private final S3Client transformClient;
  private final TransformHandler transform;
  private final Consumer<String> log;

  private LocalLake(LocalS3 server, Consumer<String> log, Consumer<String> stored) {
    this.server = server;
    this.notifications = new S3Notifications(stored);
    this.log = log;
    this.extractClient = server.client(notifications);
    this.transformClient = server.client();
    this.transform = new TransformHandler(LocalS3.RAW, LocalS3.PROCESSED, transformClient);
  }

  /// Opens the lake.
  ///
  /// @param log takes what the functions log
  static LocalLake open(Path folder, Consumer<String> log) throws IOException {
    return open(folder, log, _ -> {});
  }

  /// Opens the lake for somebody who waits.
  ///
  /// @param log takes what the functions log
  /// @param stored takes the key of each snapshot as soon as it is stored
  static LocalLake open(Path folder, Consumer<String> log, Consumer<String> stored)
      throws IOException {
    LocalS3 server = LocalS3.start(folder);
    try {
      return new LocalLake(server, log, stored);
    } catch (RuntimeException | Error failed) {
      server.close();
      throw failed;
    }
  }

  /// What one run of both functions did.
  ///
  /// @param transforms one for each object that the extract put
  /// @param failures of the transform, one message each
  record Run(ExtractReport extract, List<TransformReport> transforms, List<String> failures) {}

  /// One scheduled run, forced, because its time may lie days before what an earlier one stored.
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
          extract.handleRequest(
              Map.of("time", time.toString(), "force", true), new LocalContext("extract", log));
      return new Run(extracted, transforms, List.of());
    } finally {
      // What was stored before a failure has its event too, as it has on AWS.
      for (S3Event event : notifications.take()) {
        transforms.add(transform.handleRequest(event, new LocalContext("transform", log)));
      }
    }
  }

  /// One run at once, which goes to its end whatever fails: what the handlers throw, so that AWS
  /// tries again, is in the reports here.
  ///
  /// @param settings the extract's environment, without its bucket
  /// @param credentials empty for those in the settings
  /// @param force asks Spotify even while it is known to refuse
  Run runNow(
      Map<String, String> settings,
      Optional<CredentialStore> credentials,
      boolean force,
      Clock clock) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("RAW_BUCKET", LocalS3.RAW);
    Extraction extraction =
        credentials.isPresent()
            ? Extraction.of(environment, extractClient, Outside.real(clock), credentials.get())
            : Extraction.of(environment, extractClient, clock);
    List<TransformReport> transforms = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try {
      ExtractReport extracted =
          extraction.run(new RunRequest(Optional.empty(), Optional.empty(), force), TIME);
      ExtractHandler.log(extracted, new LocalContext("extract", log).getLogger());
      return new Run(extracted, transforms, failures);
    } finally {
      // What was stored before a failure gets its tables too, and so does what comes after one.
      notifications.take().forEach(event -> transform(event, transforms, failures));
    }
  }

  private void transform(S3Event event, List<TransformReport> reports, List<String> failures) {
    try {
      reports.add(transform.handleRequest(event, new LocalContext("transform", log)));
    } catch (TransformException failure) {
      failures.add(String.valueOf(failure.getMessage()));
    } catch (RuntimeException bug) {
      failures.add("unexpected " + bug);
    }
  }

  @Override
  public void close() {
    extractClient.close();
    transformClient.close();
    server.close();
  }
}
