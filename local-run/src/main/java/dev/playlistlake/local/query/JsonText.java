package dev.playlistlake.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.athena.Answer;
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

/// An answer as a JSON array with an object a row, each on a line. Numbers, booleans, arrays, maps,
/// rows and JSON documents are such, NaN and infinities are `null` as JSON has none, and everything
/// else is text.
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  static void print(Answer answer, PrintWriter out) throws IOException {
    List<String> keys = Answer.keys(answer.columns().stream().map(Answer.Column::name).toList());
    out.print("[");
    String between = "\n";
    for (List<@Nullable Object> row : answer.rows()) {
      Map<Object, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        object.put(keys.get(i), row.get(i));
      }
      out.print(between + of(object));
      between = ",\n";
    }
    out.print("\n]\n");
    out.flush();
  }

  /// A value as a JSON document.
  static String of(@Nullable Object value) {
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
      case Answer.Json document -> json.writeRawValue(document.text());
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
            Answer.keys(values.keySet().stream().map(CellText::of).toList()).iterator();
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
