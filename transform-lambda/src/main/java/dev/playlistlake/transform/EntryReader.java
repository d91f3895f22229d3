package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one entry, of either schema: `item` (since 2026) or `track` (before), or both. It lives
/// for one entry, and takes its members as they come.
final class EntryReader {
  private @Nullable Content item;
  private @Nullable Content track;
  private boolean malformedItem;
  private boolean malformedTrack;
  private boolean hasContentMember;
  private boolean isContentItself;
  private boolean isLocal;
  private String addedAt = "";
  private String addedBy = "";

  /// Reads the element of an `items` array on which the cursor stands.
  static Entry read(JsonCursor json) throws IOException {
    if (json.onNull()) {
      return Entry.NULL;
    }
    if (!json.onObject()) {
      Entry malformed = Entry.malformed(json.path());
      json.skip();
      return malformed;
    }
    EntryReader reader = new EntryReader();
    for (String member; (member = json.nextMember()) != null; ) {
      reader.member(member, json);
    }
    return reader.entry(json);
  }

  /// Reads the member on which the cursor stands, or skips it.
  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "item" -> {
        malformedItem = isMalformed(json);
        item = content(json);
      }
      case "track" -> {
        malformedTrack = isMalformed(json);
        track = content(json);
      }
      case "id", "uri", "href" -> {
        isContentItself = true;
        json.skip();
      }
      case "is_local" -> isLocal = json.bool().orElse(false);
      case "added_at" -> addedAt = json.text();
      case "added_by" -> addedBy = json.textOf("id");
      default -> json.skip();
    }
  }

  /// The entry on whose end the cursor stands.
  Entry entry(JsonCursor json) {
    return new Entry(
        Optional.ofNullable(item != null ? item : track),
        malformedItem || malformedTrack ? json.path() : "",
        hasContentMember,
        isContentItself,
        isLocal,
        addedAt,
        addedBy);
  }

  private boolean isMalformed(JsonCursor json) {
    hasContentMember = true;
    return !json.onObject() && !json.onNull();
  }

  private static @Nullable Content content(JsonCursor json) throws IOException {
    if (json.onObject()) {
      return ContentReader.read(json);
    }
    json.skip();
    return null;
  }
}
