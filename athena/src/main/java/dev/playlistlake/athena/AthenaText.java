package dev.playlistlake.athena;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The values of a result, which Athena sends as text next to the types of its columns. Of an
/// array, a map or a row it sends neither the types inside nor quotes (`[1, a, null]`), so that
/// nothing but the text itself is sure: a statement gets them as JSON with `CAST(… AS JSON)`.
final class AthenaText {
  private AthenaText() {}

  /// The value, or the text itself when that is not of the type: a result's first row holds names.
  static @Nullable Object value(@Nullable String text, String type) {
    if (text == null) {
      return null;
    }
    try {
      return switch (type) {
        case "tinyint", "smallint", "integer", "bigint" -> (Object) Long.valueOf(text);
        case "float", "real" -> Float.valueOf(text);
        case "double" -> Double.valueOf(text);
        case "decimal" -> new BigDecimal(text);
        case "boolean" -> truth(text);
        case "json" -> new Answer.Json(text);
        default -> text;
      };
    } catch (NumberFormatException name) {
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
