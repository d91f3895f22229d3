package dev.playlistlake.local.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives of other tools: which snapshots `transform` makes of their files, with which dates and
/// ids, and which files it rejects.
final class ArchiveFilesTest {
  private static final String ID = "37i9dQZF1DXcBWIGoYBM5M";
  private static final String HREF = "https://api.spotify.com/v1/playlists/" + ID + "/tracks";

  @TempDir private Path folder;
  private Path archive = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void createFolders() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    out = folder.resolve("tables");
  }

  private Path write(String name, String text) throws IOException {
    Path file = archive.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-03-04T23:30:00Z")));
    return file;
  }

  private CommandRun transform(Object... options) {
    List<Object> all = new ArrayList<>(List.of("transform", "--out", out));
    all.addAll(List.of(options));
    return CommandRun.run(all.toArray());
  }

  private List<String> snapshots() throws IOException {
    Path playlists = out.resolve("playlists");
    if (!Files.exists(playlists)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(playlists)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> playlists.relativize(file).toString())
          .map(name -> name.replace("snapshot_date=", "").replace(".csv", ""))
          .sorted()
          .toList();
    }
  }

  private List<String> songIds(String snapshot) throws IOException {
    Path file = out.resolve("songs/snapshot_date=" + snapshot + ".csv");
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split("\"", -1)[3]).toList();
  }

  private static String tracks(int first, int count) {
    List<String> entries = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      entries.add("{\"track\":{\"id\":\"t%d\",\"name\":\"A\"}}".formatted(i));
    }
    return "\"items\":[" + String.join(",", entries) + "]";
  }

  private static String page(int offset, int count) {
    return "{\"href\":\"%s?offset=%d&limit=100\",%s,\"total\":5}"
        .formatted(HREF, offset, tracks(offset, count));
  }

  // Dates.

  @ParameterizedTest
  @CsvSource({
    "2024-05-01.json, 2024-05-01",
    "spotify_raw_2024-05-01 12:30:00.123456.json, 2024-05-01",
    "dump-20240501.json.gz, 2024-05-01",
    "20240501T060000Z.json, 2024-05-01",
    "2024-13-01_2024-02-30_20240229.json, 2024-02-29",
    "v2024-05-01b.json, 2024-05-01",
    "20240501123000.json,",
    "12024-05-01.json,",
    "2024-05-011.json,",
    "2024-5-1.json,",
    "2023-02-29.json,",
    "01-05-2024.json,",
  })
  void findsTheFirstDateOfTheCalendarInAFileName(String name, LocalDate date) {
    assertThat(RawFile.dateInName(name)).isEqualTo(Optional.ofNullable(date));
  }

  @Test
  void datesASnapshotByThePathThenTheDocumentThenTheFileName() throws IOException {
    String envelope =
        "{\"schema\":\"playlist-snapshot/1\",\"extracted_at\":\"2026-05-06T07:08:09Z\","
            + "\"playlist\":{\"id\":\"p\"},\"pages\":[{"
            + tracks(0, 1)
            + "}]}";
    write("snapshot_date=2026-03-03/2024-05-01.json", envelope);
    write("2024-05-01.json", envelope);
    write("a-2024-05-01.json", "{" + tracks(0, 1) + "}");

    CommandRun run = transform(archive);

    assertThat(run.err()).isEmpty();
    assertThat(snapshots())
        .containsExactly("2024-05-01/a-2024-05-01", "2026-03-03/p", "2026-05-06/p");
  }

  @Test
  void doesNotTakeADateFromTheNameOfAFolder() throws IOException {
    write("2024-05-01/p.json", "{" + tracks(0, 1) + "}");

    transform(archive);

    assertThat(snapshots()).containsExactly("2025-03-04/p");
  }

  @Test
  void warnsAboutADateThatIsOnlyTheModificationTime() throws IOException {
    Path file = write("p.json", "{" + tracks(0, 1) + "}");
    write("none.json", "{\"playlists\":[]}");

    CommandRun run = transform(archive);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "warning: "
                + file
                + ": the date is 2025-03-04, the file's modification time, because neither path,"
                + " document nor file name contains a date. Set it with --date.\n");
    assertThat(transform("--date", "2024-05-01", file).err()).isEmpty();
  }

  @Test
  void makesASnapshotForEachOfSeveralDailyDumpsOfOnePlaylist() throws IOException {
    for (String date : List.of("2024-05-01", "2024-05-02")) {
      write("Road trip/" + date + ".json", "{\"id\":\"p\",\"tracks\":{" + tracks(0, 2) + "}}");
      write(
          "liked/" + date + ".json",
          "{\"href\":\"https://api.spotify.com/v1/me/tracks\"," + tracks(0, 1) + "}");
    }

    assertThat(transform(archive).exitCode()).isZero();

    assertThat(snapshots())
        .containsExactly("2024-05-01/liked", "2024-05-01/p", "2024-05-02/liked", "2024-05-02/p");
  }

  // Ids.

  @Test
  void takesTheIdFromTheDocumentThenTheKeyThenTheAddressThenTheFileName() throws IOException {
    String page = page(0, 2);
    write("raw/playlists/snapshot_date=2024-05-01/mine.json", page);
    write("raw/playlists/snapshot_date=2024-05-02/mine.json.gz", page);
    write(
        "raw/playlists/snapshot_date=2024-05-03/mine.json", "{\"id\":\"p\"," + tracks(0, 1) + "}");
    write("snapshot_date=2024-05-04/mine.json", page);
    write(
        "2024-05-05.json",
        "{\"href\":\"https://api.spotify.com/v1/me/tracks?offset=0\"," + tracks(0, 1) + "}");
    write("my list 2024-05-06.json", "{\"href\":\"https://example.org\"," + tracks(0, 1) + "}");
    write("a 2024-05-07.json", "[" + page + "]");

    assertThat(transform(archive).err()).isEmpty();

    assertThat(snapshots())
        .containsExactly(
            "2024-05-01/mine",
            "2024-05-02/mine",
            "2024-05-03/p",
            "2024-05-04/" + ID,
            "2024-05-05/liked",
            "2024-05-06/my_list_2024-05-06",
            "2024-05-07/" + ID);
  }

  // One file per page.

  @Test
  void joinsPagesInTheOrderOfTheirOffsets() throws IOException {
    write("2024-05-01/page_2.json", page(2, 2));
    write("2024-05-01/page_10.json", page(4, 1));
    write("2024-05-01/z.json", page(0, 2));

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            archive
                + "/2024-05-01/z.json and 2 other pages: "
                + ID
                + " 2024-05-01: 5 read = 5 songs + 0 duplicates + 0 rejects\n"
                + "3 of 3 files transformed, 1 snapshot with 5 songs; the tables are in "
                + out
                + "\n");
    assertThat(snapshots()).containsExactly("2024-05-01/" + ID);
    assertThat(songIds("2024-05-01/" + ID)).containsExactly("t0", "t1", "t2", "t3", "t4");
    assertThat(Files.readString(out.resolve("playlists/snapshot_date=2024-05-01/" + ID + ".csv")))
        .contains("\"2024-05-01/z.json\"");
  }

  @Test
  void joinsPagesOfSeveralArgumentsButNotOfSeveralDates() throws IOException {
    Path first = write("a-2024-05-01.json", page(0, 2));
    Path second = write("b/b-2024-05-01.json", page(2, 3));
    Path other = write("b/b-2024-05-02.json", page(2, 3));

    assertThat(transform(first, other, second).err()).isEmpty();

    assertThat(songIds("2024-05-01/" + ID)).hasSize(5);
    assertThat(songIds("2024-05-02/" + ID)).hasSize(3);
  }

  @Test
  void prefersTheOffsetOfThePageToThatOfItsAddress() throws IOException {
    write("1.json", "{\"href\":\"" + HREF + "\",\"offset\":2," + tracks(2, 2) + "}");
    write("2.json", "{\"href\":\"" + HREF + "?offset=7\",\"offset\":0," + tracks(0, 2) + "}");

    assertThat(transform("--date", "2024-05-01", archive).err()).isEmpty();

    assertThat(songIds("2024-05-01/" + ID)).containsExactly("t0", "t1", "t2", "t3");
  }

  @Test
  void loadsASinglePageWhereverItBegins() throws IOException {
    write("2024-05-01.json", page(3, 2));

    CommandRun run = transform(archive);

    assertThat(run.err()).isEmpty();
    assertThat(songIds("2024-05-01/" + ID)).containsExactly("t3", "t4");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 'a page is missing', 3",
    "1, 'they overlap', 1",
    "0, 'they overlap', 0",
  })
  void loadsNothingOfAPlaylistWithAGapOrAnOverlap(int offset, String error, int seen)
      throws IOException {
    Path first = write("1.json", page(0, 2));
    Path second = write("2.json", page(offset, offset == 0 ? 3 : 2));
    write("other.json", "{" + tracks(0, 1) + "}");

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: page of playlist %s of 2024-05-01 begins after %s, but the page before it, %s, ends after 2 entries: %s. Nothing of this playlist is loaded.\n"
                .formatted(second, ID, seen == 1 ? "1 entry" : seen + " entries", first, error));
    assertThat(snapshots()).containsExactly("2024-05-01/other");
    assertThat(run.out()).contains("1 of 3 files transformed, 1 snapshot with 1 song; ");
  }

  @Test
  void loadsNothingOfAPlaylistWithAnUnreadablePage() throws IOException {
    Path first = write("1.json", page(0, 2));
    Path second =
        write("2.json", "{\"href\":\"" + HREF + "?offset=2\",\"items\":[{},{}],\"total\":5}");
    write("3.json", page(4, 1));

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: " + second + ": rejected at $.items: found only unreadable elements")
        .endsWith(
            ". Nothing of playlist %s of 2024-05-01 is loaded, not even its other pages such as %s.\n"
                .formatted(ID, first))
        .hasLineCount(1);
    assertThat(snapshots()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"items\":[{\"track\":", "\"items\":[],\"items\":[]}", "\"items\":[NaN]}"})
  void loadsNothingOfAPlaylistWithADamagedPage(String rest) throws IOException {
    Path first = write("1.json", page(0, 2));
    Path second = write("2.json", "{\"href\":\"" + HREF + "?offset=2\"," + rest);
    write("2.json.gz", "no JSON");

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("error: " + second + ": rejected at "),
            line -> assertThat(line).startsWith("error: " + second + ".gz: rejected at "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "error: %s: page of playlist %s of 2024-05-01 is not loaded, because %s, another page of it, has an error"
                            .formatted(first, ID, second)));
    assertThat(snapshots()).isEmpty();
  }

  @Test
  void aPlaylistIsASecondDocumentForThePagesOfTheSamePlaylist() throws IOException {
    Path whole = write("whole.json", "{\"id\":\"" + ID + "\",\"tracks\":{" + tracks(0, 5) + "}}");
    Path first = write("1.json", page(0, 2));
    write("2.json", page(2, 3));

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: %s: playlist %s of 2024-05-01 was already read from %s."
                .formatted(first, ID, whole))
        .hasLineCount(1);
    assertThat(snapshots()).containsExactly("2024-05-01/" + ID);
  }

  // Arrays and containers of playlists.

  @ParameterizedTest
  @ValueSource(
      strings = {"[%s]", "{\"exported\":1,\"playlists\":[%s],\"more\":{\"playlists\":[]}}"})
  void loadsTheGoodPlaylistsOfAnArrayAndNamesTheOthers(String form) throws IOException {
    String elements =
        "{\"id\":\"p\",\"tracks\":[{\"track\":{\"id\":\"a\"}}]},"
            + "null,"
            + "{\"id\":\"q\",\"type\":\"playlist\",\"name\":\"of another user\"},"
            + "{\"name\":\"Liked Songs\",\"tracks\":[{\"track\":{\"id\":\"a\"}}]},"
            + "{\"name\":\"Liked Songs\",\"tracks\":{\"items\":[]}},"
            + "{\"id\":\"p\",\"tracks\":[]},"
            + "{\"tracks\":[]}";
    Path file = write("2024-05-01.json", form.formatted(elements));

    CommandRun run = transform(archive);

    String array = form.startsWith("[") ? "$" : "$.playlists";
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("error: " + file + ": rejected at " + array + "[1]: found null"),
            line ->
                assertThat(line)
                    .startsWith("error: " + file + ": rejected at " + array + "[2]: found "),
            line ->
                assertThat(line)
                    .startsWith(
                        "error: "
                            + file
                            + ": rejected at "
                            + array
                            + "[5]: found playlist p a second time"));
    assertThat(snapshots())
        .containsExactly(
            "2024-05-01/2024-05-01_7",
            "2024-05-01/name-286f8b05d85445a4",
            "2024-05-01/name-286f8b05d85445a4-2",
            "2024-05-01/p");
    assertThat(run.out()).contains("1 of 1 file transformed, 4 snapshots with 2 songs; ");
  }

  @Test
  void loadsTheOtherPlaylistsWhenOneWasReadFromAnotherFile() throws IOException {
    Path first = write("1.json", "{\"id\":\"p\",\"tracks\":[]}");
    Path second = write("2.json", "[{\"id\":\"p\",\"tracks\":[]},{\"id\":\"q\",\"tracks\":[]}]");

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: playlist p of 2024-05-01 was already read from %s. Remove one of the two"
                    .formatted(second, first)
                + " files, or read them with separate commands and set --date.\n");
    assertThat(snapshots()).containsExactly("2024-05-01/p", "2024-05-01/q");
  }

  @Test
  void failsForAnArrayWithoutAReadablePlaylist() throws IOException {
    write("1.json", "{\"playlists\":[null]}");

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("rejected at $.playlists[0]: ").hasLineCount(1);
    assertThat(run.out()).contains("0 of 1 file transformed, 0 snapshots ");
  }

  // Files of known tools.

  @Test
  void readsSpotifysAccountData() throws IOException {
    write(
        "Playlist1.json",
        """
        {"playlists":[{"name":"Road trip","lastModifiedDate":"2024-05-01","items":[
          {"track":{"trackName":"A","artistName":"B","albumName":"C","trackUri":"spotify:track:a"},
           "episode":null,"audiobook":null,"localTrack":null,"addedDate":"2023-02-03"},
          {"track":null,"episode":{"episodeName":"E","episodeUri":"spotify:episode:e"},"localTrack":null},
          {"track":null,"episode":null,"localTrack":{"uri":"spotify:local:A:B:C:10"}}],
          "numberOfFollowers":2}]}
        """);
    write(
        "YourLibrary.json",
        """
        {"tracks":[{"artist":"B","album":"C","track":"A","uri":"spotify:track:a"}],
         "albums":[],"shows":[],"episodes":[],"bannedTracks":[],"artists":[],"other":[]}
        """);

    CommandRun run = transform("--date", "2024-05-01", archive);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "3 read = 1 song + 0 duplicates + 2 rejects",
            "YourLibrary 2024-05-01: 1 read = 1 song");
    assertThat(snapshots()).hasSize(2).anyMatch(name -> name.startsWith("2024-05-01/name-"));
  }

  @Test
  void readsTheFilesOfAPythonPipeline() throws IOException {
    write("raw_data/to_processed/spotify_raw_2024-05-01 00:00:03.json", page(0, 5));
    write("raw_data/to_processed/spotify_raw_2024-05-02 00:00:02.json", page(0, 4));

    CommandRun run = transform(archive);

    assertThat(run.err()).isEmpty();
    assertThat(snapshots()).containsExactly("2024-05-01/" + ID, "2024-05-02/" + ID);
  }

  @Test
  void readsAnArrayOfTracksWithoutTheirEntries() throws IOException {
    write(
        "2024-05-01.json",
        """
        [{"id":"a","type":"track","track":true,"uri":"spotify:track:a"},
         {"id":"b","type":"track","uri":"spotify:track:b"}]
        """);

    assertThat(transform(archive).exitCode()).isZero();
    assertThat(songIds("2024-05-01/2024-05-01")).containsExactly("a", "b");
  }

  @Test
  void namesFormatsThatAreNotRead() throws IOException {
    write("a.csv", "\"Track URI\",\"Track Name\",\"Artist Name(s)\"\n");
    write("b.jsonl", "{\"track\":{\"id\":\"a\"}}\n{\"track\":{\"id\":\"b\"}}\n");
    write("c.json", "{\"items\":[{\"track\":{\"id\":\"a\",\"popularity\":NaN}}]}");
    write("d.json", "[{\"endTime\":\"2024-05-01 00:00\",\"trackName\":\"A\",\"msPlayed\":1}]");
    write("e.json", "{\"id\":\"alb\",\"type\":\"album\",\"tracks\":{\"items\":[]}}");

    CommandRun run =
        transform(
            "--date", "2024-05-01", archive.resolve("a.csv"), archive.resolve("b.jsonl"), archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("CSV, as Exportify writes it"),
            line -> assertThat(line).contains("JSON Lines"),
            line -> assertThat(line).contains("JSON has no NaN"),
            line -> assertThat(line).contains("Listening history contains no playlist"),
            line -> assertThat(line).contains("found an album"));
    assertThat(snapshots()).isEmpty();
  }
}
