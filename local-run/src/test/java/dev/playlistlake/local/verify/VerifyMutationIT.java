package dev.playlistlake.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.model.Column;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.HiveCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake verify` finds each change of a table. The lake has the same snapshot on many
/// days, and each file of a day has at most one change.
final class VerifyMutationIT {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final PlaylistId PLAYLIST = new PlaylistId("p");

  @TempDir private static Path folder;

  /// The changes of each table, starting with the first day.
  private static final Map<Table<?>, List<Change>> changes = new LinkedHashMap<>();

  /// The findings of each file, by its path in the lake.
  private static final Map<String, List<JsonNode>> findings = new LinkedHashMap<>();

  private static int exitCode;

  /// A change of a table's file.
  ///
  /// @param column the column that has to be named; empty if the change is not in one column
  private record Change(String name, Table<?> table, String column, UnaryOperator<String> change) {}

  @BeforeAll
  static void changeEachDayAndVerify() throws IOException {
    for (Table<?> table : Tables.ALL) {
      table.columns().forEach(column -> addValues(table, column));
      addRows(table);
    }
    LakeFolder lake = new LakeFolder(folder.resolve("lake"));
    int days = changes.values().stream().mapToInt(List::size).max().orElseThrow();
    for (int i = 0; i <= days; i++) {
      lake.put(FIRST.plusDays(i).toString(), PLAYLIST.value(), FullSnapshot.JSON);
    }
    CommandRun replay = CommandRun.run("replay", "-q", "--lake", lake.folder());
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    for (Change change : changes()) {
      change(lake, change);
    }
    CommandRun run = CommandRun.run("verify", "--no-sql", "--json", "--lake", lake.folder());
    exitCode = run.exitCode();
    new ObjectMapper()
        .readTree(run.out())
        .path("findings")
        .forEach(
            finding ->
                findings
                    .computeIfAbsent(finding.path("place").asText(), _ -> new ArrayList<>())
                    .add(finding));
  }

  private static void change(LakeFolder lake, Change change) throws IOException {
    Path file = lake.folder().resolve(file(change));
    String before = Files.readString(file);
    String after = change.change().apply(before);
    assertThat(after).as(change.name()).isNotEqualTo(before);
    if (after.isEmpty()) {
      Files.delete(file);
    } else {
      Files.writeString(file, after);
    }
  }

  @Test
  void everyChangeIsDamage() {
    assertThat(exitCode).isEqualTo(1);
    assertThat(changes()).hasSizeGreaterThan(200);
    assertThat(changes())
        .filteredOn(change -> findingsOf(change).isEmpty())
        .extracting(Change::name)
        .isEmpty();
  }

  @Test
  void everyFindingNamesTheTableAndTheColumn() {
    for (Change change : changes()) {
      assertThat(findingsOf(change))
          .as(change.name())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.path("severity").asText()).isEqualTo("error");
                assertThat(finding.path("column").asText("")).isEqualTo(change.column());
              });
    }
  }

  @Test
  void aFileWithoutAChangeHasNoFinding() {
    assertThat(findings.keySet())
        .containsExactlyInAnyOrderElementsOf(
            changes().stream().map(VerifyMutationIT::file).toList());
  }

  private static List<Change> changes() {
    return changes.values().stream().flatMap(List::stream).toList();
  }

  /// The path of the changed file in the lake.
  private static String file(Change change) {
    int day = Objects.requireNonNull(changes.get(change.table())).indexOf(change);
    return "processed/" + change.table().key(FIRST.plusDays(day), PLAYLIST);
  }

  private static List<JsonNode> findingsOf(Change change) {
    return findings.getOrDefault(file(change), List.of());
  }

  /// Adds the changes of one value, in the last row that has a value in the column.
  private static void addValues(Table<?> table, Column<?> column) {
    String name = table.name() + "." + column.name();
    int at = table.columns().indexOf(column);
    add(name + ": another value", table, column, rows -> set(rows, at, other(column, rows, at)));
    add(name + ": a text", table, column, rows -> set(rows, at, "seven"));
    add(name + ": no value", table, column, rows -> set(rows, at, ""));
  }

  private static String other(Column<?> column, List<List<String>> rows, int at) {
    String old = rows.get(lastWithValue(rows, at)).get(at);
    return switch (column.type()) {
      case STRING -> old + "x";
      case INTEGER -> Long.toString(Long.parseLong(old) + 1);
      case BOOLEAN -> old.equals("true") ? "false" : "true";
      case TIMESTAMP -> "2020-02-29T12:00:00Z";
    };
  }

  private static void set(List<List<String>> rows, int at, String value) {
    rows.get(lastWithValue(rows, at)).set(at, value);
  }

  private static int lastWithValue(List<List<String>> rows, int at) {
    for (int i = rows.size() - 1; i > 0; i--) {
      if (!rows.get(i).get(at).isEmpty()) {
        return i;
      }
    }
    throw new AssertionError("no row has a value in column " + rows.getFirst().get(at));
  }

  private static void add(
      String name, Table<?> table, Column<?> column, Consumer<List<List<String>>> change) {
    add(name, table, column.name(), text -> changed(text, change));
  }

  private static void addRows(Table<?> table) {
    String name = table.name();
    String second = table.columns().get(1).name();
    add(name + ": a row twice", table, "", text -> text + last(text));
    add(name + ": a lost row", table, "", text -> text.substring(0, text.indexOf(last(text))));
    add(name + ": a lost file", table, "", _ -> "");
    add(name + ": a byte order mark", table, "", text -> "\uFEFF" + text);
    add(name + ": CRLF", table, "", text -> text.replace("\n", "\r\n"));
    add(name + ": no line end", table, "", String::stripTrailing);
    add(name + ": another header", table, second, text -> text.replaceFirst(second, "x"));
    add(name + ": a backslash", table, "playlist_id", text -> text.replace("\"p\"", "\"p\\\""));
    add(name + ": without quotes", table, "", text -> text.replace("\"p\"", "p"));
    add(name + ": a short row", table, "", text -> text.replaceFirst(",\"[^\"]*\"\n$", "\n"));
    if (!table.equals(Tables.PLAYLISTS)) {
      add(
          name + ": rows in another order",
          table,
          second,
          text -> changed(text, rows -> Collections.reverse(rows.subList(1, rows.size()))));
    }
  }

  private static void add(
      String name, Table<?> table, String column, UnaryOperator<String> change) {
    changes
        .computeIfAbsent(table, _ -> new ArrayList<>())
        .add(new Change(name, table, column, change));
  }

  private static String last(String text) {
    return text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
  }

  private static String changed(String text, Consumer<List<List<String>>> change) {
    List<List<String>> rows = new ArrayList<>();
    HiveCsv.read(text.getBytes(StandardCharsets.UTF_8))
        .forEach(row -> rows.add(new ArrayList<>(row)));
    change.accept(rows);
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(value -> "\"" + value.replace("\"", "\"\"") + "\"")
                    .collect(Collectors.joining(",", "", "\n")))
        .collect(Collectors.joining());
  }
}
