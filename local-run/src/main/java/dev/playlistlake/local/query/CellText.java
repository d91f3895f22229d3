package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// A value as text: a cell of a table or of CSV, or a key in JSON.
final class CellText {
  private CellText() {}

  static String format(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case SqlResult.Json document -> document.text();
      case List<?> values -> JsonFormat.format(values);
      case Map<?, ?> values -> JsonFormat.format(values);
      default -> value.toString();
    };
  }
}
