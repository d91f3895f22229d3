package dev.playlistlake.transform;

import au.com.bytecode.opencsv.CSVReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads CSV as Athena does: lines first, then each by the parser inside Hive's OpenCSVSerDe,
/// called as the SerDe calls it.
final class HiveCsv {
  private HiveCsv() {}

  /// Every line's fields, the header's too.
  static List<List<String>> read(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.lines().map(HiveCsv::fields).toList();
  }

  private static List<String> fields(String line) {
    try (CSVReader reader = new CSVReader(new StringReader(line), ',', '"', '\\')) {
      return Arrays.asList(reader.readNext());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
