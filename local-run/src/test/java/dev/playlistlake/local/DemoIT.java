package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import dev.playlistlake.simulator.AppKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake demo`: its output, and the lake that it creates.
final class DemoIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void createsALakeThatAthenasParserReadsBackValueByValue() throws IOException {
    Path lake = folder.resolve("lake");

    CommandRun run = CommandRun.run("demo", "--lake", lake, "--days", "3", "--no-report");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    LakeReading reading = new LakeReading(lake);
    assertThat(reading.rawKeys()).hasSize(3 * 12);
    reading.assertEveryRowComesBack();
    assertThat(run.out())
        .containsPattern("12 playlists +[\\d,]+ entries +[\\d,]+ songs")
        .containsPattern("playlists +36 +36")
        .containsPattern(
            "[\\d,]+ read = [\\d,]+ songs \\+ [\\d,]+ duplicates \\+ [1-9][\\d,]* rejects");
  }

  @Test
  void reconcilesWithTheRowsOfThePlaylistsTable() throws IOException {
    Path lake = folder.resolve("lake");
    CommandRun.run("demo", "--lake", lake, "--days", "1", "--app", "extended_quota", "--no-report");
    LakeReading reading = new LakeReading(lake);

    for (var key : reading.rawKeys()) {
      Map<String, Long> expected = new TreeMap<>();
      var playlists = reading.csv(Tables.PLAYLISTS, key);
      for (String count : new String[] {"songs", "rejects", "albums", "artists"}) {
        int column = playlists.getFirst().indexOf(count);
        expected.put(count, Long.parseLong(playlists.getLast().get(column)));
      }
      Map<String, Long> found = new TreeMap<>();
      for (Table<?> table :
          new Table<?>[] {Tables.SONGS, Tables.REJECTS, Tables.ALBUMS, Tables.ARTISTS}) {
        found.put(table.name(), reading.csv(table, key).size() - 1L);
      }
      assertThat(found).as(key.toString()).isEqualTo(expected);
    }
  }

  @Test
  void hasAValueInEveryColumnThatTheSimulatedSpotifySends() throws IOException {
    Set<String> empty = new TreeSet<>();
    Tables.ALL.forEach(
        table -> table.columns().forEach(column -> empty.add(table.name() + "." + column.name())));
    for (AppKind app : List.of(AppKind.NEW_DEVELOPMENT, AppKind.EXTENDED_QUOTA)) {
      Path lake = folder.resolve(app.name());
      // Songs are relinked on every other day.
      CommandRun.run("demo", "--lake", lake, "--days", "2", "--app", app, "--no-report");
      LakeReading reading = new LakeReading(lake);
      for (RawKey key : reading.rawKeys()) {
        for (Table<?> table : Tables.ALL) {
          List<List<String>> rows = reading.csv(table, key);
          for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 0; i < row.size(); i++) {
              if (!row.get(i).isEmpty()) {
                empty.remove(table.name() + "." + rows.getFirst().get(i));
              }
            }
          }
        }
      }
    }

    // Only a malformed entry has a detail, and Spotify sends none.
    assertThat(empty)
        .as(
            "columns without a value: let the simulator send the member (ContentJson,"
                + " PlaylistJson)")
        .containsExactly("rejects.detail");
  }

  @Test
  void relinksAFewSongsOnEveryOtherDayForExtendedQuotaApps() throws IOException {
    Path lake = folder.resolve("lake");
    CommandRun.run("demo", "--lake", lake, "--days", "2", "--app", "extended_quota", "--no-report");
    LakeReading reading = new LakeReading(lake);

    List<Long> relinked = new ArrayList<>();
    for (RawKey key : reading.rawKeys()) {
      List<List<String>> songs = reading.csv(Tables.SONGS, key);
      int column = songs.getFirst().indexOf("linked_from_id");
      relinked.add(songs.stream().skip(1).filter(song -> !song.get(column).isEmpty()).count());
    }

    assertThat(relinked).filteredOn(count -> count > 0).hasSize(1).allMatch(count -> count < 20);
  }

  @Test
  void writesTheSameTablesAsTheTransformCommandOnTheRawBucket() throws IOException {
    Path lake = folder.resolve("lake");
    CommandRun.run("demo", "--lake", lake, "--days", "1", "--no-report");

    CommandRun run =
        CommandRun.run("transform", "--out", folder.resolve("again"), lake.resolve("raw"));

    assertThat(run.exitCode()).isZero();
    assertThat(files(folder.resolve("again"))).isEqualTo(files(lake.resolve("processed")));
  }

  private static Map<String, String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> root.relativize(file).toString(),
                  DemoIT::text,
                  (a, _) -> a,
                  TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void runsAgainOnAnExistingLake() {
    Path lake = folder.resolve("lake");
    CommandRun.run("demo", "--lake", lake, "--days", "1", "--no-report");

    CommandRun again = CommandRun.run("demo", "--lake", lake, "--days", "1", "--no-report");

    assertThat(again.err()).isEmpty();
    assertThat(again.exitCode()).isZero();
  }

  @Test
  void doesNotReplaceAFileThatIsNotAReport() throws IOException {
    Path lake = folder.resolve("lake");
    Files.createDirectories(lake);
    Path mine = Files.writeString(lake.resolve("report.html"), "my notes");

    CommandRun run = CommandRun.run("demo", "--lake", lake, "--days", "1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: already exists and is not a report of this program. Move it, or leave the page out with --no-report.%n"
                .formatted(mine));
    assertThat(lake.resolve("raw")).doesNotExist();

    assertThat(CommandRun.run("demo", "--lake", lake, "--days", "1", "--no-report").exitCode())
        .isZero();
    assertThat(mine).hasContent("my notes");
  }

  @Test
  void keepsOtherFilesInTheFolder() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Path photo = folder.resolve("raw").resolve("photo.jpg");
    Files.createDirectories(photo.getParent());
    Files.writeString(photo, "mine");

    assertThat(CommandRun.run("demo", "--lake", folder, "--days", "1", "--no-report").exitCode())
        .isZero();

    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("notes.txt", "raw", "processed");
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
    assertThat(photo).hasContent("mine");
  }

  @Test
  void rejectsZeroDays() {
    CommandRun run = CommandRun.run("demo", "--days", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--days is 0, expected 1 to 3660");
  }
}
