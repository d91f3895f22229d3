package dev.playlistlake.transform;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads an envelope, which is the extract function's own document. It takes its members in any
/// order. Its errors count only if the object turns out to be an envelope, so they are kept until
/// then.
final class EnvelopeReader {
  private static final String SCHEMA = "\"playlist-snapshot/1\"";
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");

  private final PlaylistRows rows = new PlaylistRows();
  private boolean hasSchema;
  private String schemaFound = "";
  private String extractedAt = "";
  private PlaylistDetails playlist = new PlaylistDetails();
  private OptionalLong total = OptionalLong.empty();
  private boolean hasPages;
  private int pages;
  private Optional<TransformException> error = Optional.empty();

  /// Reads the member at the cursor, or leaves it.
  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "schema" -> {
        hasSchema = true;
        schemaFound = json.kind();
        String text = json.text();
        schemaFound = text.isEmpty() ? schemaFound : "\"" + TransformException.shown(text) + "\"";
      }
      case "extracted_at" -> extractedAt = json.text();
      case "playlist" -> playlist = PlaylistDetails.read(json);
      case "pages" -> {
        json.requireFirst(hasPages);
        hasPages = true;
        pages(json);
      }
      default -> {}
    }
  }

  private void pages(JsonCursor json) throws IOException {
    if (!json.onArray()) {
      keep(withoutPages(json, json.path(), json.kind()));
      return;
    }
    json.elements(this::page);
    if (pages == 0) {
      keep(withoutPages(json, json.path(), "an empty array"));
    }
  }

  private void page(JsonCursor json) throws IOException {
    boolean first = pages == 0;
    pages++;
    if (!json.onObject()) {
      keep(withoutPages(json, json.path(), json.kind()));
      return;
    }
    PageReader page = PageReader.read(json, rows);
    total = first ? page.total() : total;
    page.error().ifPresent(this::keep);
  }

  // The first error is the one to report.
  private void keep(TransformException found) {
    error = error.or(() -> Optional.of(found));
  }

  private static TransformException withoutPages(JsonCursor json, String path, String found) {
    return json.refusal(path, found, "an array of pages with \"items\"");
  }

  /// Whether the object is an envelope: it has a member `schema`, of any type.
  boolean isEnvelope() {
    return hasSchema;
  }

  /// When the extract function read the playlist: UTC, `YYYY-MM-DDTHH:MM:SSZ`; empty for any other
  /// text.
  Optional<String> extractedAt() {
    return TIMESTAMP.matcher(extractedAt).matches() && isTime(extractedAt)
        ? Optional.of(extractedAt)
        : Optional.empty();
  }

  // Not Instant.parse: it accepts 24:00 and leap seconds, and changes them.
  private static boolean isTime(String text) {
    try {
      LocalDateTime.parse(text.substring(0, text.length() - 1));
      return true;
    } catch (DateTimeException noSuchTime) {
      return false;
    }
  }

  /// The playlist inside.
  ///
  /// @throws TransformException when schema or pages are not those of an envelope
  PlaylistContent content(JsonCursor json) {
    if (!schemaFound.equals(SCHEMA)) {
      throw json.refusal("$.schema", schemaFound, SCHEMA);
    }
    if (!hasPages) {
      throw withoutPages(json, "$.pages", "no member \"pages\"");
    }
    if (error.isPresent()) {
      throw error.get();
    }
    return new PlaylistContent(playlist.id(json), playlist, rows, total);
  }
}
