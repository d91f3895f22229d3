package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads an envelope, the document that the extract function writes. Members may come in any order.
/// Whether the object is an envelope is known only at its end, so errors are kept until then.
/// [UnknownObject] uses it for one object.
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
  private Optional<PlaylistId> idOfHref = Optional.empty();
  private boolean hasPages;
  private int pages;
  private Optional<TransformException> error = Optional.empty();

  /// Reads the member at the cursor, or skips it.
  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "schema" -> {
        hasSchema = true;
        schemaFound = json.kind();
        String text = json.text();
        schemaFound = text.isEmpty() ? schemaFound : "\"" + TransformException.shown(text) + "\"";
      }
      case "extracted_at" -> extractedAt = json.text();
      case "playlist" -> playlist = playlist(json);
      case "pages" -> {
        hasPages = true;
        pages(json);
      }
      default -> {}
    }
  }

  private PlaylistDetails playlist(JsonCursor json) throws IOException {
    PlaylistDetails details = new PlaylistDetails();
    ShapeMembers shape = new ShapeMembers();
    json.members(
        (member, value) -> {
          shape.repeated(member, value).ifPresent(this::keep);
          details.member(member, value);
        });
    return details;
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
    if (first) {
      total = page.total();
      idOfHref = page.idOfHref();
    }
    page.error().ifPresent(this::keep);
  }

  // Only the first error is reported.
  private void keep(TransformException found) {
    error = error.or(() -> Optional.of(found));
  }

  private static TransformException withoutPages(JsonCursor json, String path, String found) {
    return json.rejection(path, found, "an array of pages with \"items\"");
  }

  /// Whether the object is an envelope: it has a member `schema`, of any type.
  boolean isEnvelope() {
    return hasSchema;
  }

  /// The time at which the extract function read the playlist: UTC, `YYYY-MM-DDTHH:MM:SSZ`. Empty
  /// for any other text.
  Optional<String> extractedAt() {
    return TIMESTAMP.matcher(extractedAt).matches() && isTime(extractedAt)
        ? Optional.of(extractedAt)
        : Optional.empty();
  }

  // Instant.parse would accept 24:00 and leap seconds, and change them.
  private static boolean isTime(String text) {
    try {
      LocalDateTime.parse(text.substring(0, text.length() - 1));
      return true;
    } catch (DateTimeException invalidTime) {
      return false;
    }
  }

  /// The playlist in the envelope.
  ///
  /// @throws TransformException if the schema, a page or the playlist's id is invalid
  PlaylistContent content(JsonCursor json) {
    if (!schemaFound.equals(SCHEMA)) {
      throw json.rejection("$.schema", schemaFound, SCHEMA);
    }
    if (!hasPages) {
      throw withoutPages(json, "$.pages", "no member \"pages\"");
    }
    if (error.isPresent()) {
      throw error.get();
    }
    return new PlaylistContent(
        "$.playlist.id", playlist.id("$.playlist", json), idOfHref, playlist, rows, total);
  }
}
