package dev.playlistlake.local.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts results to the JSON that the page's script reads. Tables are stored by column. A text
/// is stored as its index in one list of all texts, because most rows repeat names and dates.
/// [Report] uses it in one thread.
final class ReportData {
  private final Map<String, Integer> texts = new LinkedHashMap<>();

  private ReportData() {}

  /// Returns the JSON. It contains no `<`, so that it can be part of a script element.
  ///
  /// @param facts members of the top-level object
  /// @param results by the table names that the script uses
  static String toJson(Map<String, String> facts, Map<String, SqlResult> results)
      throws IOException {
    StringWriter text = new StringWriter();
    ReportData data = new ReportData();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> fact : facts.entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeObjectFieldStart("tables");
      for (Map.Entry<String, SqlResult> result : results.entrySet()) {
        json.writeFieldName(result.getKey());
        data.table(json, result.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("strings");
      for (String string : data.texts.keySet()) {
        json.writeString(string);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    // Only a < can end a script element. In JSON, a < occurs only inside a text.
    return text.toString().replace("<", "\\u003c");
  }

  private void table(JsonGenerator json, SqlResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rows", result.rows().size());
    json.writeObjectFieldStart("columns");
    for (int i = 0; i < result.columns().size(); i++) {
      json.writeObjectFieldStart(result.columns().get(i).name());
      column(json, result, i);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void column(JsonGenerator json, SqlResult result, int i) throws IOException {
    boolean number =
        result.columns().get(i).type().matches("(integer|bigint|double|float|real|decimal).*");
    json.writeArrayFieldStart(number ? "number" : "text");
    for (var row : result.rows()) {
      if (number) {
        number(json, row.get(i));
      } else {
        json.writeNumber(textIndex(row.get(i)));
      }
    }
    json.writeEndArray();
  }

  private int textIndex(@Nullable Object value) {
    return value == null ? -1 : texts.computeIfAbsent(value.toString(), _ -> texts.size());
  }

  private static void number(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case Long whole -> json.writeNumber(whole);
      case Double real when Double.isFinite(real) -> json.writeNumber(real);
      case Float real when Float.isFinite(real) -> json.writeNumber(real);
      case BigDecimal decimal -> json.writeNumber(decimal.toPlainString());
      case null, default -> json.writeNull();
    }
  }
}
