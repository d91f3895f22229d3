package dev.playlistlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `playlist-lake query` prints a value of each SQL type in each format. The script runs once for
/// each format, with a statement for each value on standard input.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script requires a POSIX shell")
final class QueryValuesIT {
  record Value(String sql, String table, String csv, String json) {
    /// A value that is a text in JSON and needs no quotes in CSV.
    static Value text(String sql, String text) {
      return new Value(sql, text, text, "\"" + text + "\"");
    }

    /// A value that is equal in all formats.
    static Value plain(String sql, String text) {
      return new Value(sql, text, text, text);
    }

    /// A value that is JSON in all formats.
    static Value json(String sql, String json) {
      String csv = json.matches(".*[\",].*") ? "\"" + json.replace("\"", "\"\"") + "\"" : json;
      return new Value(sql, json, csv, json);
    }

    @Override
    public String toString() {
      return sql;
    }
  }

  private static final List<Value> VALUES =
      List.of(
          new Value("NULL", "∅", "", "null"),
          new Value("''", "", "\"\"", "\"\""),
          new Value("'a, \"b\"'", "a, \"b\"", "\"a, \"\"b\"\"\"", "\"a, \\\"b\\\"\""),
          Value.text("CAST('ab' AS char(4))", "ab  "),
          Value.plain("true", "true"),
          Value.plain("CAST(-7 AS tinyint)", "-7"),
          Value.plain("CAST(-7 AS smallint)", "-7"),
          Value.plain("CAST(-7 AS integer)", "-7"),
          Value.plain("9007199254740993", "9007199254740993"),
          Value.plain("CAST('-9223372036854775808' AS bigint)", "-9223372036854775808"),
          Value.plain("0.10", "0.10"),
          Value.plain("DECIMAL '-0.0000001'", "-0.0000001"),
          Value.plain(
              "DECIMAL '12345678901234567890123456789012345.678'",
              "12345678901234567890123456789012345.678"),
          Value.plain("CAST(5 AS decimal(10,2))", "5.00"),
          Value.plain("1.5e0", "1.5"),
          Value.plain("1e100", "1.0E100"),
          Value.plain("0.1e0 + 0.2e0", "0.30000000000000004"),
          Value.plain("REAL '1.1'", "1.1"),
          new Value("nan()", "NaN", "NaN", "null"),
          new Value("infinity()", "Infinity", "Infinity", "null"),
          new Value("-infinity()", "-Infinity", "-Infinity", "null"),
          new Value("CAST(nan() AS real)", "NaN", "NaN", "null"),
          Value.text("DATE '2024-01-01'", "2024-01-01"),
          Value.text("TIMESTAMP '2024-01-01 10:00:00'", "2024-01-01 10:00:00"),
          Value.text("TIMESTAMP '2024-01-01 00:00:00.000'", "2024-01-01 00:00:00.000"),
          Value.text("TIMESTAMP '2024-01-01 10:00:00.120000'", "2024-01-01 10:00:00.120000"),
          Value.text("TIMESTAMP '2024-01-01 10:00:00 +01:00'", "2024-01-01 10:00:00 +01:00"),
          Value.text("TIMESTAMP '2024-01-01 10:00:00.5 UTC'", "2024-01-01 10:00:00.5 UTC"),
          Value.text("TIME '10:00:00'", "10:00:00"),
          Value.text("TIME '10:00:00.250'", "10:00:00.250"),
          Value.text("TIME '10:00:00+01:00'", "10:00:00+01:00"),
          Value.text("INTERVAL '26' HOUR", "1 02:00:00.000"),
          Value.text("INTERVAL '14' MONTH", "1-2"),
          Value.text("X'00ff 41'", "00 ff 41"),
          new Value("X''", "", "\"\"", "\"\""),
          Value.text(
              "UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'",
              "12151fd2-7586-11e9-8f9e-2a86e4085a59"),
          Value.text("IPADDRESS '10.0.0.1'", "10.0.0.1"),
          Value.json(
              "JSON '{\"b\": [1, 2.50, null], \"a\": \"x\"}'", "{\"a\":\"x\",\"b\":[1,2.50,null]}"),
          Value.json("JSON '9007199254740993'", "9007199254740993"),
          Value.json("ARRAY[1, 2, NULL]", "[1,2,null]"),
          Value.json("ARRAY['a', '', NULL]", "[\"a\",\"\",null]"),
          Value.json("CAST(ARRAY[] AS array(bigint))", "[]"),
          Value.json("ARRAY[nan(), 1e0, infinity()]", "[null,1.0,null]"),
          Value.json("ARRAY[ARRAY[0.10], ARRAY[]]", "[[0.10],[]]"),
          Value.json("ARRAY[TIMESTAMP '2024-01-01 10:00:00']", "[\"2024-01-01 10:00:00\"]"),
          Value.json("ARRAY[X'ff']", "[\"ff\"]"),
          Value.json("MAP(ARRAY['b', 'a'], ARRAY[1, NULL])", "{\"b\":1,\"a\":null}"),
          Value.json(
              "MAP(ARRAY[1.00001e0, 1.00002e0], ARRAY[1, 2])", "{\"1.00001\":1,\"1.00002\":2}"),
          Value.json(
              "MAP(ARRAY[DATE '2024-01-01'], ARRAY[ARRAY[true]])", "{\"2024-01-01\":[true]}"),
          Value.json("MAP(ARRAY[ARRAY[1, 2]], ARRAY['x'])", "{\"[1,2]\":\"x\"}"),
          Value.json(
              "CAST(ROW(1, 'x', NULL) AS ROW(n bigint, \"Some Text\" varchar, z double))",
              "{\"n\":1,\"Some Text\":\"x\",\"z\":null}"),
          Value.json("ROW(1, ROW(2.50))", "{\"field0\":1,\"field1\":{\"field0\":2.50}}"),
          Value.json("CAST(ROW(1, 2) AS ROW(n bigint, n bigint))", "{\"n\":1,\"n_2\":2}"),
          Value.json("ARRAY[CAST(ROW(JSON '{\"a\": 1}') AS ROW(j json))]", "[{\"j\":{\"a\":1}}]"));

  @TempDir private static Path lake;

  private static List<String> table;
  private static List<String> csv;
  private static List<String> json;

  @BeforeAll
  static void printEveryValueInEveryFormat() throws IOException, InterruptedException {
    Files.createDirectories(lake.resolve("processed/playlists"));
    // A header, a line, the value, and the number of rows.
    table = lines(printed("table").lines().toList(), 4, 2);
    csv = lines(List.of(printed("csv").split("\r\n", -1)), 2, 1);
    json = lines(printed("json").lines().toList(), 3, 1);
  }

  static Stream<Value> values() {
    return VALUES.stream();
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyValueIsPrintedUnchanged(Value value) {
    int i = VALUES.indexOf(value);

    assertThat(table.get(i)).isEqualTo(value.table().stripTrailing());
    assertThat(csv.get(i)).isEqualTo(value.csv());
    assertThat(json.get(i)).isEqualTo("{\"v\":" + value.json() + "}");
  }

  private static List<String> lines(List<String> all, int size, int first) {
    List<String> chosen = new ArrayList<>();
    for (int i = first; i < all.size(); i += size) {
      chosen.add(all.get(i));
    }
    return chosen;
  }

  private static String printed(String format) throws IOException, InterruptedException {
    StringBuilder sql = new StringBuilder();
    VALUES.forEach(value -> sql.append("SELECT ").append(value.sql()).append(" AS v;\n"));
    Path statements = Files.writeString(lake.resolve("statements.sql"), sql);
    Path out = lake.resolve(format);
    ProcessBuilder builder =
        new ProcessBuilder(
                "../playlist-lake", "query", "--lake", lake.toString(), "--format", format)
            .redirectInput(statements.toFile())
            .redirectOutput(out.toFile())
            .redirectError(lake.resolve("errors").toFile());
    builder.environment().put("PLAYLIST_LAKE_ENGINE_CACHE", "off");
    int exitCode = builder.start().waitFor();
    assertThat(exitCode).as(Files.readString(lake.resolve("errors"))).isZero();
    return Files.readString(out);
  }
}
