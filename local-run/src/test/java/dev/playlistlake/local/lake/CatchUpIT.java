package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.LakeReading;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.Playlist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A run after a run that was stopped.
final class CatchUpIT {
  @TempDir private Path home = Path.of("");
  private CliHarness harness;
  private Path lake = Path.of("");
  private List<String> ids = List.of();

  @BeforeEach
  void startSpotify() throws IOException {
    harness = new CliHarness(home).withApp();
    harness.environment.put("SPOTIFY_REFRESH_TOKEN", harness.spotify.credentials().refreshToken());
    harness.environment.put("SPOTIFY_AUTHORIZED_AT", Instant.now().toString());
    harness.environment.put("SPOTIFY_REQUESTS_PER_SECOND", "0");
    lake = home.resolve("lake");
    ids = harness.spotify.library().readable().stream().map(Playlist::id).toList();
  }

  @AfterEach
  void stopSpotify() {
    harness.close();
  }

  @Test
  void theNextRunCompletesARunThatWasKilledBetweenStoringAndTransforming() throws Exception {
    Process killed = StoppedRun.start(lake, settings(ids.getFirst()), Duration.ofHours(1));
    killed.destroyForcibly().onExit().join();
    RawKey left = new LakeReading(lake).rawKeys().getFirst();
    assertThat(lake.resolve("processed")).isEmptyDirectory();

    CommandRun next = run(ids.get(1));

    assertThat(next.err()).isEmpty();
    assertThat(next.exitCode()).isZero();
    assertThat(next.out())
        .startsWith(
            "Writing the missing or outdated tables of 1 snapshot: %s\nReading "
                .formatted(left.date()));
    assertThat(new LakeReading(lake).rawKeys()).hasSize(2);
    new LakeReading(lake).assertEveryRowComesBack();
    assertThat(run(ids.get(1)).out()).startsWith("Reading ");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process there gets no signal")
  void anInterruptedRunWritesTheTablesOfItsStoredSnapshot() throws Exception {
    Process run = StoppedRun.start(lake, settings(ids.getFirst()), Duration.ofSeconds(2));

    run.destroy();

    assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as("ended by the signal").isEqualTo(128 + 15);
    new LakeReading(lake).assertEveryRowComesBack();
  }

  @Test
  void aSnapshotHasItsTablesWhileOtherPlaylistsAreStillRead() throws IOException {
    harness
        .spotify
        .faults()
        .always(
            request -> request.path().endsWith(ids.getLast()), Fault.late(Duration.ofSeconds(2)));
    List<List<RawKey>> complete = new ArrayList<>();
    Map<String, String> settings = settings(String.join(",", ids.getFirst(), ids.getLast()));

    try (LocalLake open =
        LocalLake.open(lake, _ -> {}, _ -> complete.add(snapshotsWithAllTables()))) {
      open.runNow(settings, Optional.empty(), false, Clock.systemUTC());
    }

    assertThat(complete).hasSize(2);
    assertThat(complete.getFirst()).isEmpty();
    assertThat(complete.getLast()).hasSize(1);
  }

  @Test
  void theNextRunWritesTheTablesThatCouldNotBeWritten() throws IOException {
    Path obstacle = lake.resolve("processed/song_artists");
    Files.createDirectories(obstacle.getParent());
    Files.writeString(obstacle, "a file instead of a folder");

    CommandRun failed = run(ids.getFirst(), ids.get(1));

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).contains("2 of 2 playlists stored");
    assertThat(failed.err()).contains("error: 1 of 1 snapshot failed. ");
    Files.delete(obstacle);

    CommandRun next = run(ids.get(2));

    assertThat(next.err()).isEmpty();
    assertThat(next.exitCode()).isZero();
    assertThat(next.out())
        .startsWith("Writing the missing or outdated tables of 2 snapshots: 2026-11-21\n");
    assertThat(new LakeReading(lake).rawKeys()).hasSize(3);
    new LakeReading(lake).assertEveryRowComesBack();
  }

  @Test
  void aSnapshotThatCannotBeTransformedIsAWarningInEveryRun() throws IOException {
    String bad = LakeFolder.key("2026-01-02", "bad");
    new LakeFolder(lake).put("2026-01-02", "bad", "no JSON").put("2026-01-03", "good", "[]");

    for (String outdated : List.of("2 snapshots: ", "1 snapshot: ")) {
      CommandRun run = run(ids.getFirst());

      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .startsWith("Writing the missing or outdated tables of " + outdated)
          .contains("Reading ");
      assertThat(run.err().lines())
          .satisfiesExactly(
              first ->
                  assertThat(first).startsWith("warning: s3://raw/" + bad + ": rejected at $ "),
              last ->
                  assertThat(last)
                      .isEqualTo(
                          "warning: 1 snapshot still has no up-to-date tables. Every run retries"
                              + " until the raw files in "
                              + lake.resolve("raw")
                              + " are replaced or deleted."));
    }
    assertThat(snapshotsWithAllTables())
        .extracting(RawKey::toString)
        .doesNotContain(bad)
        .hasSize(2);
  }

  @Test
  void onlyTheFirstTenFailuresArePrinted() throws IOException {
    for (int day = 10; day < 30; day++) {
      new LakeFolder(lake).put("2026-01-" + day, "bad", "no JSON");
    }

    CommandRun run = run(ids.getFirst());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            "Writing the missing or outdated tables of 20 snapshots: 2026-01-10 to"
                + " 2026-01-29, 20 dates\n");
    assertThat(run.err())
        .hasLineCount(12)
        .contains(
            "warning: 10 more snapshots failed\nwarning: 20 snapshots still have no up-to-date");
  }

  @Test
  void aCopiedLakeIsTransformedOnceForAnyFileTimes() throws IOException {
    run(ids.getFirst());
    Map<Path, String> before = tables();
    for (Path file : files("processed")) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    for (Path file : files("raw")) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(86_400)));
    }

    assertThat(run(ids.get(1)).out())
        .startsWith("Writing the missing or outdated tables of 1 snapshot: ");
    assertThat(run(ids.get(1)).out()).startsWith("Reading ");
    assertThat(tables()).containsAllEntriesOf(before);
  }

  @Test
  void theNextRunAlsoCompletesAStoppedImport() throws IOException {
    Path archive = Files.writeString(home.resolve("archive.json"), LakeFolder.PAGE);
    CommandRun imported = CommandRun.run("import", "--lake", lake, "--date", "2026-01-02", archive);
    assertThat(imported.exitCode()).isZero();
    // The import writes this table last.
    Path last = files("processed/playlists").getFirst();
    Files.delete(last);

    CommandRun next = run(ids.getFirst());

    assertThat(next.out()).startsWith("Writing the missing or outdated tables of 1 snapshot: ");
    assertThat(last).exists();
  }

  @Test
  void aDemoWritesMissingTablesFirst() throws IOException {
    new LakeFolder(lake).put("2026-01-03", "good", "[]");

    CommandRun demo = CommandRun.run("demo", "--lake", lake, "--days", "1", "--no-report");

    assertThat(demo.err()).isEmpty();
    assertThat(demo.exitCode()).isZero();
    assertThat(demo.out())
        .startsWith(
            "Writing the missing or outdated tables of 1 snapshot: 2026-01-03\n"
                + "Simulated Spotify ");
    new LakeReading(lake).assertEveryRowComesBack();
  }

  private Map<String, String> settings(String playlists) {
    Map<String, String> settings = new HashMap<>(harness.environment);
    settings.put("PLAYLIST_IDS", playlists);
    return settings;
  }

  private List<RawKey> snapshotsWithAllTables() {
    try {
      return new LakeReading(lake)
          .rawKeys().stream()
              .filter(
                  key ->
                      Tables.ALL.stream().allMatch(table -> Files.isRegularFile(file(table, key))))
              .toList();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Path file(Table<?> table, RawKey key) {
    return lake.resolve("processed").resolve(table.key(key.date(), key.playlist()));
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(lake.resolve(folder))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private Map<Path, String> tables() throws IOException {
    Map<Path, String> tables = new HashMap<>();
    for (Path file : files("processed")) {
      tables.put(file, Files.readString(file));
    }
    return tables;
  }

  private CommandRun run(String... playlists) {
    return harness.run("run", "--lake", lake, "--playlist", String.join(",", playlists));
  }
}
