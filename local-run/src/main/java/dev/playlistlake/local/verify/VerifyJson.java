package dev.playlistlake.local.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/// Prints the results of `verify` as one JSON document: `lake`, then `findings`, each as soon as it
/// is found, then `checks` and the totals. Used by one thread.
///
/// Characters outside ASCII are escaped, because names may contain characters that control a
/// terminal.
final class VerifyJson implements Closeable {
  private static final int LONGEST = 1000;

  private final JsonGenerator json;

  /// Starts the document.
  VerifyJson(String lake, PrintWriter out) throws IOException {
    json =
        JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .setPrettyPrinter(
                new DefaultPrettyPrinter()
                    .withArrayIndenter(new DefaultIndenter("  ", "\n"))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));
    json.writeStartObject();
    json.writeStringField("lake", lake);
    json.writeArrayFieldStart("findings");
  }

  /// Writes a finding.
  void add(Finding finding) {
    try {
      json.writeStartObject();
      json.writeStringField("check", finding.check().text());
      json.writeStringField("severity", finding.check().severity().text());
      writeText("snapshot_date", finding.date());
      writeText("playlist_id", finding.playlist());
      json.writeStringField("place", finding.place());
      json.writeStringField("message", finding.message());
      if (finding.difference().isPresent()) {
        write(finding.difference().get());
      }
      json.writeEndObject();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(TableDifference difference) throws IOException {
    json.writeNumberField("row", difference.row());
    writeText("column", difference.column());
    json.writeStringField("found", cut(difference.found()));
    json.writeStringField("expected", cut(difference.expected()));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /// Writes null for an empty text.
  private void writeText(String name, String text) throws IOException {
    if (text.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }

  /// Writes the checks and the totals, and ends the document.
  void end(VerifyTotals totals, Repair repair) throws IOException {
    json.writeEndArray();
    json.writeArrayFieldStart("checks");
    for (Check check : Check.values()) {
      VerifyTotals.Result result = totals.result(check);
      json.writeStartObject();
      json.writeStringField("check", check.text());
      json.writeStringField("status", totals.status(check));
      json.writeNumberField("findings", result.count());
      json.writeStringField("meaning", check.meaning());
      writeText("reason", result.notRun().orElse(""));
      writeText("advice", result.count() > 0 ? repair.of(check, result) : "");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("snapshots", totals.snapshots());
    json.writeNumberField("table_files", totals.files());
    json.writeNumberField("errors", totals.count(Check.Severity.ERROR));
    json.writeNumberField("warnings", totals.count(Check.Severity.WARNING));
    json.writeBooleanField("good", totals.isGood());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
