package dev.playlistlake.local.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.local.ScriptRun;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The exports of a lake contain its rows, and the queries in a DuckDB file have the results of the
/// engine.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script needs a POSIX shell")
final class ExportIT {
  private static final String MARKER = "-- next --";

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern ZERO_FRACTION =
      Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\\.0+$");

  /// They use a hidden column, functions that DuckDB lacks, and functions with other arguments.
  private static final List<String> NOT_IN_DUCKDB =
      List.of("broken_rules", "changed_metadata", "find", "missing_days", "same_recording_twice");

  @TempDir private Path folder = Path.of("");

  @Test
  void duckDbReadsTheRowsAndResultsOfTheEngine() throws Exception {
    Path lake = folder.resolve("lake");
    Path csv = folder.resolve("csv");
    Path database = Files.createDirectory(folder.resolve("env=prod")).resolve("lake.duckdb");
    script("demo", "--days", 2, "--no-report", "--lake", lake);

    script("export", "--lake", lake, "--format", "csv", "--out", csv);
    String printed = script("export", "--lake", lake, "--format", "duckdb", "--out", database);

    assertThat(printed)
        .contains(
            "Not in the file, because DuckDB's SQL differs: "
                + String.join(", ", NOT_IN_DUCKDB)
                + "\n");
    DuckDbDriver driver =
        DuckDbDriver.load(Path.of("target/duckdb_jdbc-" + DuckDbDriver.VERSION + ".jar"));
    try (Connection connection = driver.open(database)) {
      for (ExportedTable table : ExportedTable.ALL) {
        assertEqualToCsv(connection, table.name(), csv.resolve(table.name() + ".csv"));
      }
      assertThat(rows(connection, "SELECT count(*) FROM playlists")).containsExactly(List.of("24"));
      assertEqualResults(connection, results(lake));
    }
  }

  private String script(Object... arguments) throws Exception {
    ScriptRun run = ScriptRun.run(folder, ScriptRun.ENGINE, arguments);
    assertThat(run.exitCode()).as(run.printed()).isZero();
    return run.printed();
  }

  private static void assertEqualToCsv(Connection connection, String table, Path csv)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    for (List<String> column :
        rows(connection, "SELECT column_name, column_type FROM (DESCRIBE " + table + ")")) {
      columns.add("'" + column.get(0) + "': '" + column.get(1) + "'");
    }
    String ofFile =
        "SELECT * FROM read_csv('%s', header = true, quote = '\"', escape = '\"', columns = {%s})"
            .formatted(csv, String.join(", ", columns));
    assertThat(rows(connection, "SELECT * FROM %s EXCEPT ALL %s".formatted(table, ofFile)))
        .as(table)
        .isEmpty();
    assertThat(rows(connection, "%s EXCEPT ALL SELECT * FROM %s".formatted(ofFile, table)))
        .as(table)
        .isEmpty();
  }

  /// Returns the engine's result of each query in the DuckDB file.
  private Map<String, List<List<String>>> results(Path lake) throws Exception {
    List<String> statements = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String name : DuckDbSql.statements().keySet()) {
      if (!NOT_IN_DUCKDB.contains(name)) {
        QueryDefinition query = QueriesFile.ours().get(name);
        names.add(name);
        statements.add(
            query.kind() == QueryDefinition.Kind.VIEW ? "SELECT * FROM " + name : query.sql());
        statements.add("SELECT '" + MARKER + "' AS marker");
      }
    }
    Path file = Files.writeString(folder.resolve("all.sql"), String.join(";\n", statements));
    String printed = script("query", "--lake", lake, "--format", "csv", "-f", file);
    String[] parts = printed.split("marker\r\n" + MARKER + "\r\n", -1);
    Map<String, List<List<String>>> results = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      results.put(names.get(i), csv(parts[i]));
    }
    return results;
  }

  private static void assertEqualResults(
      Connection connection, Map<String, List<List<String>>> results) throws SQLException {
    for (Map.Entry<String, List<List<String>>> result : results.entrySet()) {
      String name = result.getKey();
      boolean isView = QueriesFile.ours().get(name).kind() == QueryDefinition.Kind.VIEW;
      List<List<String>> found = rows(connection, "SELECT * FROM " + name + (isView ? "" : "()"));
      if (isView) {
        assertThat(sorted(found)).as(name).isEqualTo(sorted(result.getValue()));
      } else {
        assertThat(found).as(name).isEqualTo(result.getValue());
      }
    }
  }

  private static List<String> sorted(List<List<String>> rows) {
    return rows.stream().map(List::toString).sorted().toList();
  }

  private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          String value = result.getString(i);
          row.add(value == null ? "" : plain(value));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /// Reads the rows after the header.
  private static List<List<String>> csv(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"') {
        boolean isDouble = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (isDouble) {
          field.append(letter);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (letter == ',' || letter == '\n')) {
        row.add(plain(field.toString()));
        field.setLength(0);
        if (letter == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || letter != '\r') {
        field.append(letter);
      }
    }
    return rows.stream().skip(1).collect(Collectors.toList());
  }

  /// The engines write numbers with other scales, and times with other fractions.
  private static String plain(String value) {
    if (NUMBER.matcher(value).matches()) {
      return new BigDecimal(value).round(new MathContext(9)).stripTrailingZeros().toPlainString();
    }
    return ZERO_FRACTION.matcher(value).replaceFirst("$1");
  }
}
