package dev.playlistlake.local.lake;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.playlistlake.extract.ExtractHandler;
import dev.playlistlake.extract.ExtractReport;
import dev.playlistlake.extract.ExtractRequest;
import dev.playlistlake.extract.Extraction;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.local.login.LoginCommandAdvice;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/// Runs the code of both functions on a lake in a folder: the extract, and for each stored snapshot
/// the transform with the event of that object. Used by `run` and `demo`, one run at a time.
///
/// The transform writes the tables of a snapshot as soon as it is stored, while the extract still
/// reads other playlists. A stopped run therefore leaves at most one snapshot without tables, which
/// it stored just before the process was killed.
public final class LocalLake implements AutoCloseable {
  /// Time limit of a run. It is long because no Lambda timeout applies here. Waiting for Spotify
  /// has its own limit.
  private static final Duration TIME = Duration.ofHours(6);

  /// How long a signal waits for the tables that are being written.
  private static final Duration LAST_TABLES = Duration.ofSeconds(10);

  private final Path folder;
  private final LocalS3 server;
  private final S3Client extractClient;
  private final S3Client transformClient;
  private final TransformHandler transform;
  private final Consumer<String> log;
  private final Consumer<String> stored;

  /// Held while the tables of one snapshot are written. Snapshots are transformed one at a time,
  /// because each is held in memory completely.
  private final Lock transforming = new ReentrantLock();

  private final List<TransformReport> transforms = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Thread lastTables = new Thread(this::finishTables, "last-tables");

  private LocalLake(Path folder, LocalS3 server, Consumer<String> log, Consumer<String> stored) {
    this.folder = folder;
    this.server = server;
    this.log = log;
    this.stored = stored;
    this.extractClient = server.client(new S3Notifications(this::transformStored));
    this.transformClient = server.client();
    this.transform = new TransformHandler(LakeLayout.RAW, LakeLayout.PROCESSED, transformClient);
  }

  /// Opens the lake in a folder, and creates it if it is missing.
  ///
  /// @param log receives the logs of the functions
  public static LocalLake open(Path folder, Consumer<String> log) throws IOException {
    return open(folder, log, _ -> {});
  }

  /// Opens the lake in a folder, and creates it if it is missing. Reports each stored snapshot.
  ///
  /// @param log receives the logs of the functions
  /// @param stored receives the key of each snapshot as soon as it is stored
  public static LocalLake open(Path folder, Consumer<String> log, Consumer<String> stored)
      throws IOException {
    LocalS3 server = LocalS3.start(folder);
    try {
      LocalLake lake = new LocalLake(folder, server, log, stored);
      Runtime.getRuntime().addShutdownHook(lake.lastTables);
      return lake;
    } catch (RuntimeException | Error failed) {
      server.close();
      throw failed;
    }
  }

  /// The reports of one run of both functions.
  ///
  /// @param transforms one report for each snapshot that the extract stored
  /// @param failures the error messages of the transform
  public record Run(
      ExtractReport extract, List<TransformReport> transforms, List<String> failures) {
    /// Copies the lists.
    public Run {
      transforms = List.copyOf(transforms);
      failures = List.copyOf(failures);
    }
  }

  /// Runs both functions as on a schedule. The run is forced: otherwise it would skip snapshots
  /// that an earlier run stored after this run's time.
  ///
  /// @param settings the extract's environment, without its bucket
  /// @param time the time of the schedule; its UTC date is the date of the snapshots
  public Run run(Map<String, String> settings, Instant time, Clock clock) {
    begin();
    ExtractHandler extract =
        new ExtractHandler(
            Extraction.of(onThisLake(settings), extractClient, clock, new LoginCommandAdvice()));
    ExtractReport extracted =
        extract.handleRequest(
            Map.of("time", time.toString(), "force", true), new LocalContext("extract", log));
    return ended(extracted);
  }

  /// Runs both functions now. Errors do not end the run: on AWS the handlers throw them to request
  /// a retry, and here they are in the reports.
  ///
  /// @param settings the extract's environment, without its bucket
  /// @param credentials empty for the credentials in the settings
  /// @param force whether to send requests while Spotify is known to rate-limit the app
  Run runNow(
      Map<String, String> settings,
      Optional<CredentialStore> credentials,
      boolean force,
      Clock clock) {
    begin();
    Map<String, String> environment = onThisLake(settings);
    Extraction extraction =
        credentials.isPresent()
            ? Extraction.of(environment, extractClient, Platform.system(clock), credentials.get())
            : Extraction.of(environment, extractClient, clock, new LoginCommandAdvice());
    ExtractReport extracted =
        extraction.run(new ExtractRequest(Optional.empty(), Optional.empty(), force), TIME);
    ExtractHandler.log(extracted, new LocalContext("extract", log).getLogger());
    return ended(extracted);
  }

  private void begin() {
    transforms.clear();
    failures.clear();
  }

  private Run ended(ExtractReport extracted) {
    transforming.lock();
    try {
      return new Run(extracted, transforms, failures);
    } finally {
      transforming.unlock();
    }
  }

  private static Map<String, String> onThisLake(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("RAW_BUCKET", LakeLayout.RAW);
    return environment;
  }

  /// Transforms a snapshot that was just stored. An error here does not fail the extract.
  private void transformStored(String key, S3Event event) {
    transforming.lock();
    try {
      stored.accept(key);
      transforms.add(transform.handleRequest(event, new LocalContext("transform", log)));
    } catch (TransformException failure) {
      failures.add(String.valueOf(failure.getMessage()));
    } catch (RuntimeException bug) {
      failures.add("unexpected " + bug);
    } finally {
      transforming.unlock();
    }
  }

  /// Returns the snapshots whose tables are missing or outdated, in the order of their dates.
  ///
  /// @param unreadable receives an error for each folder whose snapshots are unknown
  List<OutdatedTables.Snapshot> outdated(Consumer<IOException> unreadable) throws IOException {
    return new OutdatedTables(folder).find(unreadable);
  }

  /// Writes the tables of a stored snapshot.
  ///
  /// @return the report of the transform
  TransformReport bringUpToDate(OutdatedTables.Snapshot snapshot) throws IOException {
    TransformReport report = transform.transform(List.of(snapshot.key()));
    if (report.errors().isEmpty()) {
      new OutdatedTables(folder).settle(snapshot);
    }
    return report;
  }

  /// Runs when a signal ends the process. Waits for the tables that are being written, and keeps
  /// the lock so that no further snapshot is transformed.
  private void finishTables() {
    try {
      boolean _ = transforming.tryLock(LAST_TABLES.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(lastTables);
    } catch (IllegalStateException ending) {
      // The process is ending, and the hook has started.
    }
    extractClient.close();
    transformClient.close();
    server.close();
  }
}
