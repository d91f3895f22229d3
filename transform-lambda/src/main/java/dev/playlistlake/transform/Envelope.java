package dev.playlistlake.transform;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The members of an envelope, the extract function's own document, as they come.
final class Envelope {
  private static final String SCHEMA = "playlist-snapshot/1";
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");

  private final String name;
  private final EntryTables entries = new EntryTables();
  private boolean hasSchema;
  private String schema = "";
  private String extractedAt = "";
  private Header playlist = new Header();
  private OptionalLong total = OptionalLong.empty();
  private boolean hasPages;
  // Refused only when the document turns out to be an envelope.
  private Optional<DocumentError> error =
      Optional.of(withoutPages("$.pages", "no member \"pages\""));

  Envelope(String name) {
    this.name = name;
  }

  private static DocumentError withoutPages(String path, String found) {
    return new DocumentError(path, found, "an array of pages with \"items\"");
  }

  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "schema" -> {
        hasSchema = true;
        schema = json.kind();
        String text = json.text();
        schema = text.isEmpty() ? schema : "\"" + TransformException.shown(text) + "\"";
      }
      case "extracted_at" -> extractedAt = json.text();
      case "playlist" -> playlist = Header.read(json);
      default -> {
        Twice.refuse(hasPages, name, json);
        hasPages = true;
        pages(json);
      }
    }
  }

  private void pages(JsonCursor json) throws IOException {
    error = Optional.empty();
    if (!json.onArray()) {
      error = Optional.of(withoutPages("$.pages", json.kind()));
      json.skip();
      return;
    }
    int count = 0;
    for (; json.nextElement(); count++) {
      String path = "$.pages[" + count + "]";
      Optional<DocumentError> found =
          json.onObject()
              ? page(json, path, count == 0)
              : Optional.of(withoutPages(path, json.kind()));
      json.skip();
      error = error.or(() -> found);
    }
    if (count == 0) {
      error = Optional.of(withoutPages("$.pages", "an empty array"));
    }
  }

  private Optional<DocumentError> page(JsonCursor json, String path, boolean first)
      throws IOException {
    Page page = Page.read(json, entries, name, path);
    total = first ? page.total() : total;
    return page.error();
  }

  /// Whether the document is an envelope: it has a member `schema`, whatever that holds.
  boolean isThere() {
    return hasSchema;
  }

  /// When Spotify was read: UTC, `YYYY-MM-DDTHH:MM:SSZ`; empty for any other text.
  Optional<String> extractedAt() {
    return TIMESTAMP.matcher(extractedAt).matches() && isTime(extractedAt)
        ? Optional.of(extractedAt)
        : Optional.empty();
  }

  // Not Instant.parse: it takes 24:00 and leap seconds, and moves them.
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
  PlaylistContent content() {
    if (!schema.equals("\"" + SCHEMA + "\"")) {
      throw TransformException.refused(name, "$.schema", schema, "\"" + SCHEMA + "\"");
    }
    if (error.isPresent()) {
      throw error.get().in(name);
    }
    return PlaylistContent.of(name, playlist, entries, total);
  }
}
