package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one entry, of either schema: `item` (since 2026) or `track` (before), or both. It lives
/// for one entry, and takes its members as they come.
final class EntryReader {
  private static final String MISSING = "missing";

  private @Nullable Content item;
  private @Nullable Content track;
  private String itemFound = MISSING;
  private String trackFound = MISSING;
  private boolean wasPlayed;
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
      Entry malformed = Entry.malformed(json.path(), json.kind());
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
        itemFound = json.kind();
        item = content(json);
      }
      case "track" -> {
        trackFound = json.kind();
        track = content(json);
      }
      case "id", "uri", "href" -> {
        hasOwnId();
        json.skip();
      }
      case "played_at" -> {
        wasPlayed = !json.onNull();
        json.skip();
      }
      case "is_local" -> isLocal = json.bool().orElse(false);
      case "added_at" -> addedAt = json.text();
      case "added_by" -> addedBy = json.textOf("id");
      default -> json.skip();
    }
  }

  /// Notes that it has a member that entries don't have: `id`, `uri` or `href`.
  void hasOwnId() {
    isContentItself = true;
  }

  /// The entry on whose end the cursor stands.
  Entry entry(JsonCursor json) {
    return new Entry(
        Optional.ofNullable(item != null ? item : track),
        isMalformed(itemFound) || isMalformed(trackFound) ? json.path() : "",
        unreadable(),
        isContentItself,
        isLocal,
        addedAt,
        addedBy);
  }

  private String unreadable() {
    if (wasPlayed) {
      return "an object with \"played_at\", which is listening history";
    }
    if (isContentOrNull(itemFound) || isContentOrNull(trackFound)) {
      return "";
    }
    String id = isContentItself ? "an id of its own, " : "";
    return "an object with %s\"item\" %s and \"track\" %s".formatted(id, itemFound, trackFound);
  }

  private static boolean isMalformed(String found) {
    return !found.equals(MISSING) && !isContentOrNull(found);
  }

  private static boolean isContentOrNull(String found) {
    return found.equals(JsonCursor.OBJECT) || found.equals(JsonCursor.NULL);
  }

  private static @Nullable Content content(JsonCursor json) throws IOException {
    if (json.onObject()) {
      return ContentReader.read(json);
    }
    json.skip();
    return null;
  }
}
