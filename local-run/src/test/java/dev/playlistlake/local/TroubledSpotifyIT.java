package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.ExpectedEntry;
import dev.playlistlake.simulator.Library;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.Quirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Four days of `run` with a simulated Spotify that leaves out, repeats, hides, empties and relinks
/// entries of five playlists on the second and third day. The other playlists are complete. The
/// output, the reports, SQL and the page show each trouble, and SQL finds only the true changes.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script needs a POSIX shell")
final class TroubledSpotifyIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHORT = "One Hundred Even";
  private static final String LONG = "A Hundred and One";
  private static final String UNREADABLE = "Sunday Kitchen";
  private static final String EMPTY = "Five for the Road";
  private static final String RELINKED = "Rediscoveries, Weekly";
  private static final Map<String, Quirk> QUIRKS =
      Map.of(
          SHORT, Quirk.LEAVES_OUT,
          LONG, Quirk.REPEATS,
          UNREADABLE, Quirk.HIDES_CONTENT,
          EMPTY, Quirk.EMPTY,
          RELINKED, Quirk.RELINKS);
  private static final Map<String, String> TROUBLES =
      Map.of(SHORT, "short", LONG, "long", UNREADABLE, "unreadable", EMPTY, "contradiction");

  private static final List<LocalDate> DAYS =
      Stream.iterate(CliHarness.DAY, day -> day.plusDays(1)).limit(4).toList();
  private static final List<LocalDate> TROUBLED_DAYS = DAYS.subList(1, 3);
  private static final List<LocalDate> GOOD_DAYS = List.of(DAYS.getFirst(), DAYS.getLast());

  private static final Map<String, String> STATEMENTS =
      new TreeMap<>(
          Map.of(
              "view",
              "SELECT * FROM snapshot_troubles WHERE troubles IS NOT NULL",
              "troubled",
              saved("troubled_snapshots"),
              "changes",
              "SELECT * FROM song_changes",
              "entries",
              saved("entries_and_exits"),
              "churn",
              saved("churn"),
              "relinked",
              "SELECT DISTINCT playlist_id, snapshot_date FROM songs_typed"
                  + " WHERE linked_from_id IS NOT NULL"));

  @TempDir private static Path home = Path.of("");
  private static final Map<LocalDate, CommandRun> RUNS = new TreeMap<>();
  private static final Map<String, JsonNode> RESULTS = new TreeMap<>();
  private static Library library = Library.seeded(0);
  private static Path page = Path.of("");

  private static String saved(String query) {
    return QueriesFile.ours().get(query).sql();
  }

  @BeforeAll
  static void runOnFourDaysAndReadTheLake() throws IOException, InterruptedException {
    Path lake = home.resolve("lake");
    try (CliHarness harness = new CliHarness(home, AppKind.EXTENDED_QUOTA).withApp()) {
      library = harness.spotify.library();
      harness.environment.put(
          "SPOTIFY_REFRESH_TOKEN", harness.spotify.credentials().refreshToken());
      harness.environment.put("SPOTIFY_AUTHORIZED_AT", CliHarness.NOW.toString());
      harness.environment.put("SPOTIFY_REQUESTS_PER_SECOND", "0");
      for (LocalDate day : DAYS) {
        harness.setDay(day);
        boolean troubled = TROUBLED_DAYS.contains(day);
        QUIRKS.forEach(
            (name, quirk) ->
                harness.spotify.setQuirk(library.named(name), troubled ? quirk : Quirk.NONE));
        RUNS.put(day, harness.run("run", "-v", "--lake", lake, "--playlist", "owned"));
      }
    }
    Path sql = Files.writeString(home.resolve("all.sql"), String.join(";\n", STATEMENTS.values()));
    ScriptRun query =
        ScriptRun.run(
            home, ScriptRun.ENGINE, "query", "--lake", lake, "--format", "json", "-f", sql);
    assertThat(query.exitCode()).as(query.printed()).isZero();
    try (JsonParser results = JSON.createParser(query.printed())) {
      for (String statement : STATEMENTS.keySet()) {
        RESULTS.put(statement, JSON.readTree(results));
      }
      assertThat(results.nextToken()).isNull();
    }
    page = lake.resolve("report.html");
    ScriptRun report = ScriptRun.run(home, ScriptRun.ENGINE, "report", "--lake", lake);
    assertThat(report.exitCode()).as(report.printed()).isZero();
  }

  @Test
  void theRunNamesEachSnapshotInTrouble() {
    RUNS.values().forEach(run -> assertThat(run.exitCode()).isZero());
    for (LocalDate day : TROUBLED_DAYS) {
      assertThat(run(day).out())
          .contains(
              """
              1 snapshot is short (%s): fewer entries were read than Spotify declared.
              1 snapshot is long (%s): more entries were read than Spotify declared, because pages overlapped.
              1 snapshot is unreadable (%s): Spotify sent no content for any entry.
              SQL ignores a snapshot in trouble when it looks for songs that entered or left.
              """
                  .formatted(id(SHORT), id(LONG), id(UNREADABLE)));
    }
    for (LocalDate day : GOOD_DAYS) {
      assertThat(run(day).out()).contains(" read = ").doesNotContain("in trouble");
    }
  }

  @Test
  void theRunReadsAPlaylistAgainThatIsEmptyAlthoughTheListOfPlaylistsCountsEntries() {
    for (LocalDate day : TROUBLED_DAYS) {
      assertThat(run(day).out()).containsPattern(id(EMPTY) + " +0 entries +2 requests");
    }
    for (LocalDate day : GOOD_DAYS) {
      assertThat(run(day).out()).containsPattern(id(EMPTY) + " +5 entries +1 request ");
    }
  }

  @Test
  void theReportOfTheTransformCountsEachTroubleThatItsSnapshotShows() throws IOException {
    for (LocalDate day : DAYS) {
      Map<String, String> troubles = new TreeMap<>();
      for (String line : run(day).err().lines().filter(text -> text.startsWith("{")).toList()) {
        JsonNode report = JSON.readTree(line);
        if (report.path("incomplete").asInt() > 0) {
          List<String> counted =
              Stream.of("short", "long", "unreadable")
                  .filter(field -> report.path(field).asInt() == 1)
                  .toList();
          troubles.put(report.path("keys").path(0).asText(), String.join(", ", counted));
        }
      }
      Map<String, String> expected = new TreeMap<>();
      if (TROUBLED_DAYS.contains(day)) {
        for (String name : List.of(SHORT, LONG, UNREADABLE)) {
          expected.put(LakeFolder.key(day.toString(), id(name)), TROUBLES.get(name));
        }
      }
      assertThat(troubles).as(day.toString()).isEqualTo(expected);
    }
  }

  @Test
  void sqlNamesExactlyTheSnapshotsInTrouble() {
    assertThat(rows("view", "playlist_id", "snapshot_date", "troubles"))
        .containsExactlyInAnyOrderElementsOf(snapshotsInTrouble());
    assertThat(rows("troubled", "playlist_id", "snapshot_date", "trouble"))
        .containsExactlyInAnyOrderElementsOf(snapshotsInTrouble());
    assertThat(rows("relinked", "playlist_id", "snapshot_date"))
        .containsExactlyInAnyOrderElementsOf(
            TROUBLED_DAYS.stream().map(day -> id(RELINKED) + " " + day).toList());
  }

  @Test
  void sqlFindsTheTrueChangesOfEachPlaylistAndNoOther() {
    List<String> changes = new ArrayList<>();
    List<String> churn = new ArrayList<>();
    Set<String> changed = new TreeSet<>();
    for (Playlist playlist : library.readable()) {
      List<LocalDate> complete = TROUBLES.containsKey(playlist.name()) ? GOOD_DAYS : DAYS;
      for (int i = 1; i < complete.size(); i++) {
        Set<String> before = songs(playlist, complete.get(i - 1));
        Set<String> now = songs(playlist, complete.get(i));
        String row = "%s %s %s".formatted(playlist.id(), complete.get(i), complete.get(i - 1));
        List<String> entered = now.stream().filter(song -> !before.contains(song)).toList();
        List<String> gone = before.stream().filter(song -> !now.contains(song)).toList();
        entered.forEach(song -> changes.add(row + " entered " + song));
        gone.forEach(song -> changes.add(row + " left " + song));
        churn.add("%s %d %d %d".formatted(row, now.size(), entered.size(), gone.size()));
        if (!entered.isEmpty() && !gone.isEmpty()) {
          changed.add(playlist.name());
        }
      }
    }
    assertThat(changed).contains(SHORT, LONG, RELINKED).doesNotContain(EMPTY);

    String[] columns = {"playlist_id", "snapshot_date", "previous_date", "change", "original_id"};
    assertThat(rows("changes", columns)).containsExactlyInAnyOrderElementsOf(changes);
    assertThat(rows("entries", columns)).containsExactlyInAnyOrderElementsOf(changes);
    assertThat(
            rows(
                "churn",
                "playlist_id",
                "snapshot_date",
                "previous_date",
                "songs",
                "entered",
                "gone"))
        .containsExactlyInAnyOrderElementsOf(churn);
  }

  @Test
  void thePageHasTheTroublesOfEachSnapshot() throws IOException {
    assertThat(pageRows("snapshots", "playlist_id", "snapshot_date", "troubles"))
        .hasSize(DAYS.size() * library.readable().size())
        .filteredOn(row -> !row.endsWith(" null"))
        .containsExactlyInAnyOrderElementsOf(snapshotsInTrouble());
  }

  @Test
  void thePageShowsARelinkedSongOnce() throws IOException {
    assertThat(pageRows("songs", "playlist_id", "song_name", "artist_names"))
        .filteredOn(row -> row.startsWith(id(RELINKED)))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void aBrowserShowsTheTroublesOnThePage() throws Exception {
    try (Chromium browser = Chromium.start(home)) {
      browser.open(page, "document.documentElement?.dataset.ready === 'yes'");
      browser.evaluate("location.hash = '#/quality'");
      browser.await("document.querySelector('#coverage details') !== null");
      browser.evaluate("document.querySelector('#coverage details').open = true");
      browser.await("document.querySelector('#coverage tbody') !== null");

      assertThat(text(browser, ".finding"))
          .isEqualTo(
              "2 short, 2 long, 2 unreadable, 2 contradiction, of %d snapshots.",
              DAYS.size() * library.readable().size());
      TROUBLES.forEach(
          (name, trouble) ->
              TROUBLED_DAYS.forEach(
                  day ->
                      assertThat(text(browser, "tbody"))
                          .contains(name + SHOWN.format(day) + trouble)));
    }
  }

  /// As the page shows a day in English.
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);

  private static String text(Chromium browser, String selector) {
    try {
      return browser
          .evaluate("document.querySelector('#coverage " + selector + "').textContent")
          .asText();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static CommandRun run(LocalDate day) {
    return Objects.requireNonNull(RUNS.get(day));
  }

  private static String id(String name) {
    return library.named(name).id();
  }

  private static List<String> snapshotsInTrouble() {
    return TROUBLES.entrySet().stream()
        .flatMap(
            trouble ->
                TROUBLED_DAYS.stream()
                    .map(day -> id(trouble.getKey()) + " " + day + " " + trouble.getValue()))
        .toList();
  }

  private static Set<String> songs(Playlist playlist, LocalDate day) {
    Set<String> songs = new TreeSet<>();
    for (ExpectedEntry entry : playlist.entriesOn(day)) {
      if (entry.kind() == ExpectedEntry.Kind.SONG) {
        songs.add(entry.id());
      }
    }
    return songs;
  }

  /// Returns the rows of a statement, each with the values of some columns.
  private static List<String> rows(String statement, String... columns) {
    return StreamSupport.stream(Objects.requireNonNull(RESULTS.get(statement)).spliterator(), false)
        .map(row -> String.join(" ", Stream.of(columns).map(c -> row.path(c).asText()).toList()))
        .toList();
  }

  /// Returns the rows of a table in the data of the page, each with the values of some columns.
  private static List<String> pageRows(String table, String... columns) throws IOException {
    Matcher data =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(Files.readString(page));
    assertThat(data.find()).isTrue();
    JsonNode all = JSON.readTree(data.group(1));
    JsonNode found = all.path("tables").path(table);
    return IntStream.range(0, found.path("rows").asInt())
        .mapToObj(
            i ->
                String.join(
                    " ",
                    Stream.of(columns)
                        .map(column -> value(all, found.path("columns").path(column), i))
                        .toList()))
        .toList();
  }

  private static String value(JsonNode all, JsonNode column, int row) {
    Map.Entry<String, JsonNode> values = column.properties().iterator().next();
    List<JsonNode> unrolled = new ArrayList<>();
    for (int i = 0; i < values.getValue().size(); i++) {
      boolean runs = values.getKey().endsWith("Runs");
      JsonNode repeated = values.getValue().path(i);
      int times = runs ? values.getValue().path(++i).asInt() : 1;
      unrolled.addAll(Collections.nCopies(times, repeated));
    }
    JsonNode value = unrolled.get(row);
    if (values.getKey().contains("Step")) {
      value = IntNode.valueOf(unrolled.stream().limit(row + 1L).mapToInt(JsonNode::asInt).sum());
    }
    return values.getKey().startsWith("number")
        ? value.asText()
        : all.path("strings").path(value.asInt()).asText("null");
  }
}
