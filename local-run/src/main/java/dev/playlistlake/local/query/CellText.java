package dev.playlistlake.local.query;

import dev.playlistlake.athena.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// A value as the text of one cell of a table or of CSV, and of a key in JSON.
final class CellText {
  private CellText() {}

  static String of(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case Answer.Json document -> document.text();
      case List<?> values -> JsonText.of(values);
      case Map<?, ?> values -> JsonText.of(values);
      default -> value.toString();
    };
  }
}
