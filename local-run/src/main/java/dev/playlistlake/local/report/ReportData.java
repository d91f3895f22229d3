package dev.playlistlake.local.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.athena.Answer;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers as the JSON that the page's script reads. Tables come by columns; text is a number, its
/// place in one list of all texts, for names and dates repeat on most rows.
final class ReportData {
  private final Map<String, Integer> texts = new LinkedHashMap<>();

  private ReportData() {}

  /// @param facts what the page says of itself
  /// @param answers by the names that the script knows
  static String json(Map<String, String> facts, Map<String, Answer> answers) throws IOException {
    StringWriter text = new StringWriter();
    ReportData data = new ReportData();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> fact : facts.entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeObjectFieldStart("tables");
      for (Map.Entry<String, Answer> answer : answers.entrySet()) {
        json.writeFieldName(answer.getKey());
        data.table(json, answer.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("strings");
      for (String string : data.texts.keySet()) {
        json.writeString(string);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    // Inside a script element nothing but a < can end it; in JSON it stands in text alone.
    return text.toString().replace("<", "\\u003c");
  }

  private void table(JsonGenerator json, Answer answer) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rows", answer.rows().size());
    json.writeObjectFieldStart("columns");
    for (int i = 0; i < answer.columns().size(); i++) {
      json.writeObjectFieldStart(answer.columns().get(i).name());
      column(json, answer, i);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void column(JsonGenerator json, Answer answer, int i) throws IOException {
    boolean number =
        answer.columns().get(i).type().matches("(integer|bigint|double|float|real|decimal).*");
    json.writeArrayFieldStart(number ? "number" : "text");
    for (var row : answer.rows()) {
      if (number) {
        number(json, row.get(i));
      } else {
        json.writeNumber(place(row.get(i)));
      }
    }
    json.writeEndArray();
  }

  private int place(@Nullable Object value) {
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
