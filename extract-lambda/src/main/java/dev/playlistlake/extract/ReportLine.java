package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Formats a report as one line of JSON. The metric filters of the template read its numbers by
/// these names.
final class ReportLine {
  private static final JsonFactory JSON = new JsonFactory();

  private ReportLine() {}

  static String format(ExtractReport report) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      write(report, json);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return line.toString();
  }

  private static void write(ExtractReport report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("snapshot_date", report.snapshotDate());
    json.writeNumberField("stored", report.stored());
    json.writeNumberField("skipped", report.skipped());
    json.writeNumberField("failed_retryable", report.failedRetryable());
    json.writeNumberField("failed_final", report.failedFinal());
    json.writeNumberField("requests", report.requests());
    json.writeNumberField("entries", report.entries());
    json.writeNumberField("quota_stop", report.quotaStop());
    if (report.refreshTokenDaysLeft() != null) {
      json.writeNumberField("refresh_token_days_left", report.refreshTokenDaysLeft());
    }
    if (report.notBefore() != null) {
      json.writeStringField("not_before", report.notBefore());
    }
    json.writeArrayFieldStart("warnings");
    for (String warning : report.warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("playlists");
    for (PlaylistReport playlist : report.playlists()) {
      write(playlist, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(PlaylistReport playlist, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("playlist", playlist.playlist());
    json.writeStringField("status", playlist.status().text());
    json.writeStringField("reason", playlist.reason());
    json.writeNumberField("requests", playlist.requests());
    json.writeNumberField("entries", playlist.entries());
    if (playlist.unsettled()) {
      json.writeBooleanField("unsettled", true);
    }
    json.writeNumberField("seconds", playlist.seconds());
    json.writeStringField("key", playlist.key());
    json.writeEndObject();
  }
}
