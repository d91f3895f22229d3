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

/// Both functions, the ones that ship, on a lake in a folder: a run of the extract, and for each
/// object that it puts the event that makes the transform run.
///
/// The tables of an object are made as soon as it is stored, while other playlists are still read:
/// a run that is stopped leaves no snapshot without tables, save one that it had just stored when
/// the process was killed. One run at a time.
public final class LocalLake implements AutoCloseable {
  /// Nobody ends a run on one's own machine; Spotify's waits have a budget of their own.
  private static final Duration TIME = Duration.ofHours(6);

  /// For the tables of what is stored when a signal ends the process.
  private static final Duration LAST_TABLES = Duration.ofSeconds(10);

  private final Path folder;
  private final LocalS3 server;
  private final S3Client extractClient;
  private final S3Client transformClient;
  private final TransformHandler transform;
  private final Consumer<String> log;
  private final Consumer<String> stored;

  /// Held while the tables of one object are made: one after the other, as each is in memory as a
  /// whole.
  private final Lock transforming = new ReentrantLock();

  private final List<TransformReport> transforms = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Thread lastTables = new Thread(this::finishTables, "last-tables");

  private LocalLake(Path folder, LocalS3 server, Consumer<String> log, Consumer<String> stored) {
    this.folder = folder;
    this.server = server;
    this.log = log;
    this.stored = stored;
    this.extractClient = server.client(new S3Notifications(this::take));
    this.transformClient = server.client();
    this.transform = new TransformHandler(LocalS3.RAW, LocalS3.PROCESSED, transformClient);
  }

  /// Opens the lake.
  ///
  /// @param log takes what the functions log
  public static LocalLake open(Path folder, Consumer<String> log) throws IOException {
    return open(folder, log, _ -> {});
  }

  /// Opens the lake for somebody who waits.
  ///
  /// @param log takes what the functions log
  /// @param stored takes the key of each snapshot as soon as it is stored
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

  /// What one run of both functions did.
  ///
  /// @param transforms one for each object that the extract put
  /// @param failures of the transform, one message each
  public record Run(
      ExtractReport extract, List<TransformReport> transforms, List<String> failures) {
    public Run {
      transforms = List.copyOf(transforms);
      failures = List.copyOf(failures);
    }
  }

  /// One scheduled run, forced, because its time may lie days before what an earlier one stored.
  ///
  /// @param settings the extract's environment, without its bucket
  /// @param time of the schedule; its UTC date is the snapshots'
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
    environment.put("RAW_BUCKET", LocalS3.RAW);
    return environment;
  }

  /// Makes the tables of what was just put. Whatever fails here is no failure of the extract.
  private void take(String key, S3Event event) {
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

  /// Snapshots whose tables are missing or older, in the order of their dates.
  List<OutdatedTables.Snapshot> outdated() throws IOException {
    return new OutdatedTables(folder).find();
  }

  /// Makes the tables of a snapshot that is stored.
  ///
  /// @return why there are none; empty when they are made, and when the snapshot is gone
  Optional<String> bringUpToDate(OutdatedTables.Snapshot snapshot) throws IOException {
    List<String> errors = transform.transform(List.of(snapshot.key())).errors();
    if (errors.isEmpty()) {
      new OutdatedTables(folder).settle(snapshot);
    }
    return errors.stream().findFirst();
  }

  /// Runs when a signal ends the process: what is stored by then gets its tables, and no others are
  /// begun.
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
      // The hook runs right now, or has run.
    }
    extractClient.close();
    transformClient.close();
    server.close();
  }
}
