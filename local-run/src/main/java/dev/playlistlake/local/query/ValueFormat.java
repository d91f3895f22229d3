package dev.playlistlake.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Formats one value of a result for all formats. Threads may share it.
final class ValueFormat {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ValueFormat() {}

  /// Returns a value as text, for a cell of a table, a field of CSV or a key of JSON.
  static String toText(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case SqlResult.Json document -> document.text();
      case List<?> values -> toJson(values);
      case Map<?, ?> values -> toJson(values);
      default -> value.toString();
    };
  }

  /// Returns a value as a JSON document. Numbers, booleans, arrays, maps, rows and JSON documents
  /// keep their types. NaN and infinities become `null`, because JSON has no such numbers.
  /// Everything else becomes a string.
  static String toJson(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number.toPlainString());
      case Double number when Double.isFinite(number) -> json.writeNumber(number);
      case Float number when Float.isFinite(number) -> json.writeNumber(number);
      case Double _, Float _ -> json.writeNull();
      case Boolean truth -> json.writeBoolean(truth);
      case SqlResult.Json document -> json.writeRawValue(document.text());
      case List<?> values -> {
        json.writeStartArray();
        for (Object element : values) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case Map<?, ?> values -> {
        json.writeStartObject();
        Iterator<String> keys =
            SqlResult.uniqueKeys(values.keySet().stream().map(ValueFormat::toText).toList())
                .iterator();
        for (Object element : values.values()) {
          json.writeFieldName(keys.next());
          write(json, element);
        }
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }
}
