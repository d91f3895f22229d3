package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The saved query `broken_rules` over a lake in which every playlist has the same snapshot with
/// one change. Without its change, no snapshot violates a rule. `docs/sql.md` lists the changes
/// that the query finds; with `-Dgolden.update` a test writes the list and fails, so that you
/// review it.
///
/// The last three days of the lake have no changes, but lost files and a copied file.
final class BrokenRulesIT {
  private static final Path PAGE = Path.of("../docs/sql.md");
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

  /// The number of playlists on a day.
  private static final int PLAYLISTS = 20;

  @TempDir private static Path tables;

  /// The id of the playlist that has the change.
  private static final Map<String, String> changes = new LinkedHashMap<>();

  private static SqlResult all;
  private static Map<String, List<String>> rules;
  private static OnDemandEngine athena;

  @BeforeAll
  static void findTheBrokenRulesOfEveryDay() throws IOException {
    write("no change", sample());
    for (Table<?> table : Tables.ALL) {
      for (Column<?> column : table.columns()) {
        changeValues(table, column);
      }
      changeRows(table);
    }
    loseFiles();
    athena = OnDemandEngine.over(tables);
    all = run(Map.of());
    rules = byPlaylist(all);
  }

  @AfterAll
  static void stop() {
    athena.close();
  }

  private static SqlResult run(Map<String, String> parameters) {
    return athena.run(QueriesFile.ours().get("broken_rules").with(parameters).sql());
  }

  private static Map<String, List<String>> byPlaylist(SqlResult result) {
    return result.rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> text(row.get(0)),
                LinkedHashMap::new,
                Collectors.mapping(row -> text(row.get(3)), Collectors.toList())));
  }

  private static String text(@Nullable Object value) {
    return Objects.requireNonNull(value).toString();
  }

  private static List<String> rulesOf(String change) {
    return rules.getOrDefault(playlist(change), List.of());
  }

  private static String playlist(String change) {
    return Objects.requireNonNull(changes.get(change), change);
  }

  private static LocalDate day(String playlist) {
    return FIRST.plusDays(Integer.parseInt(playlist.substring(1)) / PLAYLISTS);
  }

  @Test
  void findsNothingInASnapshotThatHasAValueInEveryColumn() {
    assertThat(rulesOf("no change")).isEmpty();
    sample()
        .forEach(
            (table, rows) ->
                assertThat(table.columns())
                    .extracting(Column::name)
                    .allSatisfy(
                        column -> assertThat(rows).anyMatch(row -> !value(row, column).isEmpty())));
  }

  @Test
  void namesTheColumnOfEveryValueThatIsNotOfItsType() {
    for (Table<?> table : Tables.ALL) {
      for (Column<?> column : table.columns()) {
        if (column.type() != Column.Type.STRING) {
          String change = change(table, column, "not of the type");
          assertThat(rulesOf(change))
              .as(change)
              .anyMatch(rule -> rule.startsWith(table.name() + "." + column.name() + " is not "));
        }
      }
    }
  }

  @Test
  void findsARowThatIsLostOrDuplicatedInEveryTable() {
    for (Table<?> table : Tables.ALL) {
      assertThat(rulesOf(table.name() + ": a row twice")).as(table.name()).isNotEmpty();
      assertThat(rulesOf(table.name() + ": a short row"))
          .as(table.name())
          .anyMatch(rule -> rule.startsWith(table.name() + "."));
      if (!table.equals(Tables.PLAYLISTS)) {
        assertThat(rulesOf(table.name() + ": a row lost")).as(table.name()).isNotEmpty();
        assertThat(rulesOf(table.name() + ": the file lost")).as(table.name()).isNotEmpty();
      }
    }
    assertThat(rulesOf("playlists: a row twice")).contains("playlists.playlist_id occurs twice");
  }

  @Test
  void aLostRowOfPlaylistsIsTheTroubleUnfinished() {
    String lostRow = playlist("playlists: a row lost");
    String lostFile = playlist("playlists: the file lost");
    QueryDefinition query =
        QueriesFile.ours()
            .get("troubled_snapshots")
            .with(Map.of("from_date", day(lostRow) + "", "to_date", day(lostFile) + ""));
    assertThat(SampleLakeEngine.text(athena.run(query.sql()), "playlist_id", "trouble"))
        .contains(lostRow + " unfinished", lostFile + " unfinished");
  }

  @Test
  void findsADayWithoutFilesAndASnapshotOfWhichOnlyOtherTablesAreLeft() {
    assertThat(
            SampleLakeEngine.text(
                all, "playlist_id", "playlist_name", "snapshot_date", "rule", "broken_by"))
        .filteredOn(row -> row.contains(" " + lastDay(0).toString().substring(0, 7)))
        .containsExactly(
            " null %s playlists has no row on this day 1".formatted(lastDay(1)),
            " null %s playlists has no row on this day 1".formatted(lastDay(2)),
            "lost Mix %s playlists has no row of this snapshot 1".formatted(lastDay(2)),
            "lost copy null %s songs.playlist_id is not the name of the file 2"
                .formatted(lastDay(0)));
  }

  @Test
  void readsEachTableOnceAndOnlyTheDaysOfTheParameters() throws IOException {
    long bytes = bytes();
    assertThat(all.scannedBytes()).isBetween(bytes / 2, bytes * 11 / 10);

    Map<String, String> day =
        Map.of("from_date", FIRST.plusDays(1) + "", "to_date", FIRST.plusDays(1) + "");
    SqlResult oneDay = run(day);
    assertThat(oneDay.scannedBytes())
        .isPositive()
        .isLessThan(bytes * 2 * PLAYLISTS / changes.size());
    assertThat(byPlaylist(oneDay).keySet())
        .isNotEmpty()
        .isSubsetOf(List.copyOf(changes.values()).subList(PLAYLISTS, 2 * PLAYLISTS));
    assertThat(run(with(day, "nowhere")).rows()).isEmpty();
    assertThat(run(with(day, "Mix")).rows()).isNotEmpty().isSubsetOf(oneDay.rows());
  }

  private static Map<String, String> with(Map<String, String> days, String playlist) {
    Map<String, String> parameters = new LinkedHashMap<>(days);
    parameters.put("playlist", playlist);
    return parameters;
  }

  private static long bytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(tables)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  @Test
  void theDocumentListsWhichChangesOfAColumnItFinds() throws IOException {
    MarkedSection.assertCurrent(PAGE, "<!-- ", "broken rules", list() + "\n");
  }

  private static String list() {
    StringBuilder list =
        new StringBuilder(
            "\n| table | another value | a value that is not of the type | no value | finds none of"
                + " these |\n|---|---|---|---|---|\n");
    for (Table<?> table : Tables.ALL) {
      List<String> columns = List.of(table.header());
      Set<String> never = new TreeSet<>(Comparator.comparingInt(columns::indexOf));
      never.addAll(columns);
      StringBuilder line = new StringBuilder("| `" + table.name() + "` |");
      for (String kind : List.of("another value", "not of the type", "empty")) {
        List<String> found =
            table.columns().stream()
                .filter(column -> changes.containsKey(change(table, column, kind)))
                .filter(column -> !rulesOf(change(table, column, kind)).isEmpty())
                .map(Column::name)
                .toList();
        found.forEach(never::remove);
        line.append(' ').append(String.join(", ", found)).append(" |");
      }
      list.append(line).append(' ').append(String.join(", ", never)).append(" |\n");
    }
    return list.toString();
  }

  private static String change(Table<?> table, Column<?> column, String kind) {
    return "%s.%s: %s".formatted(table.name(), column.name(), kind);
  }

  private static Map<String, String> rowWithValue(
      Map<Table<?>, List<Map<String, String>>> snapshot, Table<?> table, Column<?> column) {
    return Objects.requireNonNull(snapshot.get(table)).stream()
        .filter(row -> !value(row, column.name()).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /// Writes a playlist for each change of a value, in the first row that has a value in the column.
  private static void changeValues(Table<?> table, Column<?> column) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    String old = value(rowWithValue(sample(), table, column), column.name());
    values.put(
        "another value",
        switch (column.type()) {
          case STRING -> old + "x";
          case INTEGER -> Long.parseLong(old) + 1 + "";
          case BOOLEAN -> old.equals("true") ? "false" : "true";
          case TIMESTAMP -> "2020-02-29T12:00:00Z";
        });
    if (column.type() != Column.Type.STRING) {
      values.put("not of the type", "seven");
    }
    values.put("empty", "");
    for (Map.Entry<String, String> value : values.entrySet()) {
      Map<Table<?>, List<Map<String, String>>> changed = sample();
      rowWithValue(changed, table, column).put(column.name(), value.getValue());
      write(change(table, column, value.getKey()), changed);
    }
  }

  /// Writes a playlist for each change of the rows of a table.
  private static void changeRows(Table<?> table) throws IOException {
    Map<Table<?>, List<Map<String, String>>> twice = sample();
    List<Map<String, String>> rows = Objects.requireNonNull(twice.get(table));
    rows.add(rows.getLast());
    write(table.name() + ": a row twice", twice);

    Map<Table<?>, List<Map<String, String>>> lost = sample();
    Objects.requireNonNull(lost.get(table)).removeLast();
    write(table.name() + ": a row lost", lost);

    Path file = write(table.name() + ": the file lost", sample(), table);
    Files.delete(file);

    Path cut = write(table.name() + ": a short row", sample(), table);
    String text = Files.readString(cut);
    Files.writeString(cut, text.replaceFirst("(\"[^\"]*\",\"[^\"]*\"),.*\n$", "$1\n"));
  }

  private static void write(String change, Map<Table<?>, List<Map<String, String>>> snapshot)
      throws IOException {
    write(change, snapshot, Tables.SONGS);
  }

  private static Path write(
      String change, Map<Table<?>, List<Map<String, String>>> snapshot, Table<?> table)
      throws IOException {
    String playlist = "p" + changes.size();
    LocalDate date = day(playlist);
    changes.put(change, playlist);
    write(playlist, date, snapshot);
    return tables.resolve(table.key(date, new PlaylistId(playlist)));
  }

  private static void write(
      String playlist, LocalDate date, Map<Table<?>, List<Map<String, String>>> snapshot)
      throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    for (Table<?> table : Tables.ALL) {
      List<Map<String, String>> rows = Objects.requireNonNull(snapshot.get(table));
      rows.forEach(row -> row.replace("playlist_id", "p", playlist));
      lake.write(table, playlist, date + "", rows);
    }
  }

  /// A day of the next month, after the days with changes.
  private static LocalDate lastDay(int number) {
    return FIRST.plusMonths(1).plusDays(number);
  }

  private static void loseFiles() throws IOException {
    PlaylistId playlist = new PlaylistId("lost");
    for (int number = 0; number < 3; number++) {
      write("lost", lastDay(number), sample());
    }
    for (Table<?> table : Tables.ALL) {
      Files.delete(tables.resolve(table.key(lastDay(1), playlist)));
      if (!table.equals(Tables.ALBUMS)) {
        Files.delete(tables.resolve(table.key(lastDay(2), playlist)));
      }
    }
    Path songs = tables.resolve(Tables.SONGS.key(lastDay(0), playlist));
    Files.copy(songs, songs.resolveSibling("lost copy.csv"));
  }

  private static String value(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  /// Five entries: a song that occurs twice, another song, and two rejects.
  private static Map<Table<?>, List<Map<String, String>>> sample() {
    Map<Table<?>, List<Map<String, String>>> sample = new LinkedHashMap<>();
    sample.put(
        Tables.SONGS,
        rows(
            Tables.SONGS,
            "p|s1|One|1|2|2025-12-01T10:00:00Z|u|al1|A|Ann; Ben|2|180000|true|50|1|3|I1|true"
                + "|https://x/s1|s0",
            "p|s2|Two|3|1|2025-12-02T10:00:00Z|u|al2|C|Cem|1|200000|false|40|1|1|I2|false"
                + "|https://x/s2|"));
    sample.put(
        Tables.ALBUMS,
        rows(
            Tables.ALBUMS,
            "p|al1|First|album|1999-12-04|day|1999|10|A|Ann|1|https://x/al1|https://x/i1",
            "p|al2|Second|single|2001-01|month|2001|1|D|Dan|1|https://x/al2|https://x/i2"));
    sample.put(
        Tables.ARTISTS,
        rows(
            Tables.ARTISTS,
            "p|A|Ann|1|https://x/A",
            "p|B|Ben|1|https://x/B",
            "p|D|Dan|0|https://x/D",
            "p|C|Cem|1|https://x/C"));
    sample.put(Tables.SONG_ARTISTS, rows(Tables.SONG_ARTISTS, "p|s1|1|A", "p|s1|2|B", "p|s2|1|C"));
    sample.put(
        Tables.REJECTS,
        rows(
            Tables.REJECTS,
            "p|4|missing_id|track|i|A song|Eva|2025-12-03T10:00:00Z|spotify:track:i|",
            "p|5|malformed|||||||$.pages[0].items[4]"));
    sample.put(
        Tables.PLAYLISTS,
        rows(
            Tables.PLAYLISTS,
            "p|Mix|Songs|u|User|true|false|7|abc|2026-01-01T06:00:00Z|5|5|2|1|2|2|4|380000|1"
                + "|https://x/p|playlists/p|https://x/i|2"));
    return sample;
  }

  private static List<Map<String, String>> rows(Table<?> table, String... lines) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines) {
      String[] values = line.split("\\|", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < table.header().length; i++) {
        row.put(table.header()[i], i < values.length ? values[i] : "");
      }
      rows.add(row);
    }
    return rows;
  }
}
