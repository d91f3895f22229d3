package dev.playlistlake.athena.independent;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;

/// A row of a table, as its file has it. A value that is empty, missing or not of its type is null.
///
/// @param values the text of each column; a column that the file doesn't have is missing
record TableRow(Snapshot snapshot, Map<String, String> values) {
  String text(String column) {
    String text = values.getOrDefault(column, "");
    return text.isEmpty() ? null : text;
  }

  Long number(String column) {
    String text = text(column);
    return text != null && text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : null;
  }

  Boolean flag(String column) {
    String text = text(column);
    return ("true".equals(text) || "false".equals(text)) ? Boolean.valueOf(text) : null;
  }

  LocalDateTime time(String column) {
    String text = text(column);
    try {
      return text == null || !text.endsWith("Z")
          ? null
          : LocalDateTime.parse(text.substring(0, text.length() - 1));
    } catch (DateTimeParseException notATime) {
      return null;
    }
  }

  /// A time as the engine writes it.
  static String text(LocalDateTime time) {
    return time == null
        ? null
        : time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"));
  }

  /// The day on which an album was released, if Spotify sent a day.
  LocalDate releasedOn() {
    try {
      return "day".equals(text("release_date_precision"))
          ? LocalDate.parse(values.get("release_date"))
          : null;
    } catch (DateTimeParseException notInCalendar) {
      return null;
    }
  }
}
