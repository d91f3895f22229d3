package dev.playlistlake.transform;

import au.com.bytecode.opencsv.CSVReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads CSV like Athena: splits the lines first, then parses each line with the parser of Hive's
/// OpenCSVSerDe, called as the SerDe calls it. Tests of other modules also use it.
public final class HiveCsv {
  private static final String UNPAIRED_SURROGATE =
      "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";

  private HiveCsv() {}

  /// Returns the fields of every line, including the header.
  public static List<List<String>> read(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.lines().map(HiveCsv::fields).toList();
  }

  /// Cleans the value by the rules of docs/cleaning-rules.md, with another implementation than the
  /// program's.
  public static String cleaned(String value) {
    return value
        .replaceAll("[\t\r\n\u000B\f\u0085\u2028\u2029]+", " ")
        .replaceAll("\\p{Cc}", "")
        .replaceAll(UNPAIRED_SURROGATE, "\uFFFD");
  }

  private static List<String> fields(String line) {
    try (CSVReader reader = new CSVReader(new StringReader(line), ',', '"', '\t')) {
      return Arrays.asList(reader.readNext());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
