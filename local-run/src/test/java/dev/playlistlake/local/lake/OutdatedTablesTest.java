package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Finding the snapshots that have to be transformed, by the times of their files.
final class OutdatedTablesTest {
  private static final Instant STORED = Instant.parse("2026-03-01T06:00:00.123456789Z");
  private static final RawKey KEY = key("2026-03-01", "p");

  @TempDir private Path lake = Path.of("");
  private final List<IOException> unreadable = new ArrayList<>();
  private OutdatedTables tables = new OutdatedTables(lake);

  @BeforeEach
  void storeASnapshotWithItsTables() throws IOException {
    tables = new OutdatedTables(lake);
    raw(KEY, STORED);
    for (Table<?> table : Tables.ALL) {
      table(table, KEY, STORED.plusSeconds(1));
    }
  }

  @Test
  void tablesThatAreNewerThanTheirRawObjectAreUpToDate() throws IOException {
    assertThat(keys()).isEmpty();
  }

  @Test
  void tablesWithTheSameTimeAsTheirRawObjectAreUpToDate() throws IOException {
    for (Table<?> table : Tables.ALL) {
      table(table, KEY, STORED);
    }

    assertThat(keys()).isEmpty();
  }

  @Test
  void aSnapshotIsOutdatedWhenATableIsMissing() throws IOException {
    for (Table<?> table : Tables.ALL) {
      Files.delete(file(table, KEY));
      assertThat(keys()).as(table.name()).containsExactly(KEY);
      table(table, KEY, STORED);
    }
    assertThat(keys()).isEmpty();
  }

  @Test
  void aSnapshotIsOutdatedWhenATableIsOlderThanTheRawObject() throws IOException {
    for (Table<?> table : Tables.ALL) {
      table(table, KEY, STORED.minusNanos(1));
      assertThat(keys()).as(table.name()).containsExactly(KEY);
      table(table, KEY, STORED);
    }
    assertThat(keys()).isEmpty();
  }

  @Test
  void findsSnapshotsInTheOrderOfTheirDatesAndPlaylists() throws IOException {
    List<RawKey> more =
        List.of(key("2025-12-31", "z"), key("2026-03-01", "a"), key("2026-03-02", "p"));
    for (RawKey key : more) {
      raw(key, STORED);
    }

    assertThat(keys()).isEqualTo(more);
  }

  @Test
  void ignoresFilesThatAreNotSnapshots() throws IOException {
    for (String other :
        List.of(
            "playlists/notes.txt",
            "playlists/snapshot_date=2026-03-01/notes.json",
            "playlists/snapshot_date=2026-02-30/p.json.gz",
            "playlists/snapshot_date=2026-03-02/sub/p.json.gz",
            "state/block.json",
            ".unfinished-1")) {
      write(lake.resolve("raw").resolve(other), STORED);
    }
    Path date = lake.resolve("raw/playlists/snapshot_date=2026-03-03");
    Files.createDirectories(date.resolve("folder.json.gz"));
    Files.createSymbolicLink(date.resolve("link.json.gz"), lake.resolve("raw").resolve(KEY + ""));
    Files.createSymbolicLink(lake.resolve("raw/playlists/snapshot_date=2026-03-04"), date);

    assertThat(keys()).isEmpty();
  }

  @Test
  void findsNothingInALakeWithoutSnapshots() throws IOException {
    assertThat(new OutdatedTables(lake.resolve("nothing")).find(unreadable::add)).isEmpty();
  }

  @Test
  void aRawObjectFromTheFutureIsFoundOnlyUntilItsTablesAreWritten() throws IOException {
    Instant future = Instant.now().plusSeconds(86_400);
    raw(KEY, future);
    OutdatedTables.Snapshot found = tables.find(unreadable::add).getFirst();

    tables.settle(found);

    assertThat(keys()).isEmpty();
    assertThat(Files.getLastModifiedTime(file(Tables.SONGS, KEY))).isEqualTo(found.stored());
  }

  @Test
  void aRawObjectThatIsReplacedAfterItWasFoundIsFoundAgain() throws IOException {
    raw(KEY, STORED.plusSeconds(5));
    OutdatedTables.Snapshot found = tables.find(unreadable::add).getFirst();
    raw(KEY, STORED.plusSeconds(6));

    tables.settle(found);

    assertThat(keys()).containsExactly(KEY);
  }

  @Test
  void tablesThatAreNewEnoughKeepTheirTimes() throws IOException {
    Files.delete(file(Tables.REJECTS, KEY));
    OutdatedTables.Snapshot found = tables.find(unreadable::add).getFirst();

    tables.settle(found);

    assertThat(Files.getLastModifiedTime(file(Tables.SONGS, KEY)))
        .isEqualTo(FileTime.from(STORED.plusSeconds(1)));
  }

  private List<RawKey> keys() throws IOException {
    return tables.find(unreadable::add).stream().map(OutdatedTables.Snapshot::key).toList();
  }

  private static RawKey key(String date, String playlist) {
    return new RawKey(LocalDate.parse(date), new PlaylistId(playlist));
  }

  private Path file(Table<?> table, RawKey key) {
    return lake.resolve("processed").resolve(table.key(key.date(), key.playlist()));
  }

  private void raw(RawKey key, Instant time) throws IOException {
    write(lake.resolve("raw").resolve(key.toString()), time);
  }

  private void table(Table<?> table, RawKey key, Instant time) throws IOException {
    write(file(table, key), time);
  }

  private static void write(Path file, Instant time) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
