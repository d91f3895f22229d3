package dev.playlistlake.local.tables;

import java.util.ArrayList;
import java.util.List;

/// A line of a stored table. A field never contains a line break. Stateless.
public final class CsvLine {
  private CsvLine() {}

  /// Splits a line into its fields ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)). Accepts
  /// any text.
  public static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && line.startsWith("\"", i + 1)) {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c != '\r' || quoted || i < line.length() - 1) {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
