package dev.playlistlake.athena;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// The values of a result, which Athena sends as text beside the types of its columns.
final class AthenaText {
  private AthenaText() {}

  /// The value, or the text itself where that is not of the type: a result's first row holds names.
  static @Nullable Object value(@Nullable String text, String type) {
    if (text == null) {
      return null;
    }
    try {
      return switch (type) {
        case "tinyint", "smallint", "integer", "bigint" -> (Object) Long.valueOf(text);
        case "float", "real", "double", "decimal" -> Double.valueOf(text);
        case "boolean" -> truth(text);
        case "date" -> LocalDate.parse(text);
        case "timestamp" -> LocalDateTime.parse(text.replace(' ', 'T'));
        default -> text;
      };
    } catch (NumberFormatException | DateTimeParseException name) {
      return text;
    }
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }
}
