package dev.playlistlake.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.athena.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer as a JSON array with an object a row, each on a line. Numbers and booleans are such;
/// days and times are text in ISO 8601.
final class JsonText {
  private JsonText() {}

  static void print(Answer answer, PrintWriter out) throws IOException {
    out.print("[");
    String between = "\n";
    for (List<@Nullable Object> row : answer.rows()) {
      out.print(between + object(answer.columns(), row));
      between = ",\n";
    }
    out.print("\n]\n");
    out.flush();
  }

  private static String object(List<Answer.Column> columns, List<@Nullable Object> row)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        json.writeFieldName(columns.get(i).name());
        write(json, row.get(i));
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case Double number when Double.isFinite(number) -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(value.toString());
    }
  }
}
