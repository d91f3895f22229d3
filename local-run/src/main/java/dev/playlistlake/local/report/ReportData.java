package dev.playlistlake.local.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Converts results to the JSON that the page's script reads. Tables are stored by column. A text
/// is stored as its index in one list of all texts, because most rows repeat names and dates. Each
/// column has the shortest of these encodings: all values, runs (a value, how often it follows, the
/// next value), steps (the difference to the value before it), or runs of steps. [Report] uses it
/// in one thread.
final class ReportData {
  /// The column of the tables that has addresses of images. The page has the image's place in its
  /// list of covers instead.
  private static final String IMAGE = "image_url";

  /// A column as the page has it.
  ///
  /// @param suffix of the name that the script reads
  private record Encoding(String suffix, List<@Nullable Object> values) {
    long length() {
      return values.stream().mapToLong(value -> String.valueOf(value).length() + 1L).sum();
    }
  }

  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<String, Integer> covers = new LinkedHashMap<>();

  private ReportData(Map<String, String> covers) {
    covers.keySet().forEach(address -> this.covers.put(address, this.covers.size()));
  }

  /// Returns the JSON. It contains no `<`, so that it can be part of a script element.
  ///
  /// @param facts members of the top-level object
  /// @param results by the table names that the script uses
  /// @param covers `data:` addresses by the addresses in the tables
  static String toJson(
      Map<String, String> facts, Map<String, SqlResult> results, Map<String, String> covers)
      throws IOException {
    StringWriter text = new StringWriter();
    ReportData data = new ReportData(covers);
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
      json.writeArrayFieldStart("covers");
      for (String cover : covers.values()) {
        json.writeString(cover);
      }
      json.writeEndArray();
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
      column(json, result, i);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void column(JsonGenerator json, SqlResult result, int i) throws IOException {
    SqlResult.Column column = result.columns().get(i);
    boolean image = column.name().equals(IMAGE);
    boolean number = image || column.type().matches("(integer|bigint|double|float|real|decimal).*");
    List<@Nullable Object> values = new ArrayList<>();
    for (List<@Nullable Object> row : result.rows()) {
      Object value = row.get(i);
      values.add(image ? coverIndex(value) : number ? value : textIndex(value));
    }
    json.writeObjectFieldStart(image ? "cover" : column.name());
    Encoding encoding = shortest(values);
    json.writeArrayFieldStart((number ? "number" : "text") + encoding.suffix());
    for (Object value : encoding.values()) {
      number(json, value);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Encoding shortest(List<@Nullable Object> values) {
    List<Encoding> encodings = new ArrayList<>();
    encodings.add(new Encoding("", values));
    encodings.add(new Encoding("Runs", runs(values)));
    if (values.stream().allMatch(Long.class::isInstance)) {
      List<@Nullable Object> steps = new ArrayList<>();
      long last = 0;
      for (Object value : values) {
        long next = value instanceof Long whole ? whole : 0;
        steps.add(next - last);
        last = next;
      }
      encodings.add(new Encoding("Steps", steps));
      encodings.add(new Encoding("StepRuns", runs(steps)));
    }
    return Collections.min(encodings, Comparator.comparingLong(Encoding::length));
  }

  private static List<@Nullable Object> runs(List<@Nullable Object> values) {
    List<@Nullable Object> runs = new ArrayList<>();
    for (int i = 0; i < values.size(); ) {
      Object value = values.get(i);
      int first = i;
      while (i < values.size() && Objects.equals(values.get(i), value)) {
        i++;
      }
      runs.add(value);
      runs.add((long) i - first);
    }
    return runs;
  }

  private Long textIndex(@Nullable Object value) {
    return value == null ? -1L : (long) texts.computeIfAbsent(value.toString(), _ -> texts.size());
  }

  private @Nullable Long coverIndex(@Nullable Object address) {
    Integer index = address == null ? null : covers.get(address.toString());
    return index == null ? null : (long) index;
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
