package dev.playlistlake.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A result as a JSON array with one object for each row, on a line of its own. Numbers, booleans,
/// arrays, maps, rows and JSON documents stay what they are. NaN and infinities are `null`, because
/// JSON has none. Everything else is text.
final class JsonFormat {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonFormat() {}

  static void print(SqlResult result, PrintWriter out) {
    List<String> keys =
        SqlResult.uniqueKeys(result.columns().stream().map(SqlResult.Column::name).toList());
    out.print("[");
    String between = "\n";
    for (List<@Nullable Object> row : result.rows()) {
      Map<Object, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        object.put(keys.get(i), row.get(i));
      }
      out.print(between + format(object));
      between = ",\n";
    }
    out.print("\n]\n");
  }

  /// A value as a JSON document.
  static String format(@Nullable Object value) {
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
            SqlResult.uniqueKeys(values.keySet().stream().map(CellText::format).toList())
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
