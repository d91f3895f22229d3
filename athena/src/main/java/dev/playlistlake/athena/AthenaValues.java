package dev.playlistlake.athena;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Parses the values of a result. Athena sends them as text, together with the types of the
/// columns. Arrays, maps and rows stay text, because Athena sends neither quotes nor the types of
/// the elements (`[1, a, null]`). A statement can convert them to JSON with `CAST(… AS JSON)`.
/// [AwsAthena] uses this class, and threads may share it.
final class AthenaValues {
  private AthenaValues() {}

  /// Parses one value. Returns the text itself if it is not of the type, because the first row of a
  /// result has the names of the columns.
  static @Nullable Object parse(@Nullable String text, String type) {
    if (text == null) {
      return null;
    }
    try {
      return switch (type) {
        case "tinyint", "smallint", "integer", "bigint" -> (Object) Long.valueOf(text);
        case "float", "real" -> Float.valueOf(text);
        case "double" -> Double.valueOf(text);
        case "decimal" -> new BigDecimal(text);
        case "boolean" -> parseBoolean(text);
        case "json" -> new SqlResult.Json(text);
        default -> text;
      };
    } catch (NumberFormatException columnName) {
      return text;
    }
  }

  private static Object parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }
}
