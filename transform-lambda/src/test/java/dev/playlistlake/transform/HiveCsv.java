package dev.playlistlake.transform;

import au.com.bytecode.opencsv.CSVReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads CSV as Athena does: first lines, then each line with the parser inside Hive's
/// OpenCSVSerDe, called as the SerDe calls it. Tests of other modules use it too.
public final class HiveCsv {
  private static final String UNPAIRED_SURROGATE =
      "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";

  private HiveCsv() {}

  /// Every line's fields, the header's too.
  public static List<List<String>> read(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.lines().map(HiveCsv::fields).toList();
  }

  /// The value after the data contract's cleaning, computed in another way than the program does
  /// it.
  public static String cleaned(String value) {
    return value
        .replaceAll("[\r\n\u000B\f\u0085\u2028\u2029]+", " ")
        .replaceAll("[\0-\\x08\\x0E-\\x1F]", "")
        .replaceAll(UNPAIRED_SURROGATE, "\uFFFD");
  }

  private static List<String> fields(String line) {
    try (CSVReader reader = new CSVReader(new StringReader(line), ',', '"', '\\')) {
      return Arrays.asList(reader.readNext());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
