package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Reject;
import dev.playlistlake.model.Reject.Reason;
import dev.playlistlake.model.Song;
import java.io.IOException;
import java.util.Optional;

/// One entry of a playlist. Its content is in `item` (since 2026), in `track` (before 2026), or in
/// both. Members may come in any order. An instance reads one entry.
final class PlaylistEntry {
  /// The row that an entry becomes.
  sealed interface Outcome {
    /// A row of `songs`, or another occurrence of a song that the playlist already has.
    record Accepted(Song song, Album album) implements Outcome {}

    /// A row of `rejects`.
    record Rejected(Reject reject) implements Outcome {}
  }

  private static final String MISSING = "missing";
  private static final String NEVER_ADDED = "1970-01-01";

  private String found = JsonCursor.OBJECT;
  private String itemFound = MISSING;
  private String trackFound = MISSING;
  private EntryContent item = EntryContent.NONE;
  private EntryContent track = EntryContent.NONE;
  private boolean hasOwnId;
  private boolean wasPlayed;
  private boolean isLocal;
  private String addedAt = "";
  private String addedBy = "";
  private String malformedAt = "";

  /// Reads the element at the cursor.
  static PlaylistEntry read(JsonCursor json) throws IOException {
    PlaylistEntry entry = new PlaylistEntry();
    entry.found = json.kind();
    json.members(entry::member);
    entry.end(json);
    return entry;
  }

  /// Reads the member at the cursor, or skips it.
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
      case "id", "uri", "href" -> hasOwnId = true;
      case "played_at" -> wasPlayed = !json.onNull();
      case "is_local" -> isLocal = json.bool().orElse(false);
      case "added_at" -> addedAt = json.text();
      case "added_by" -> addedBy = json.textOf("id");
      default -> {}
    }
  }

  private static EntryContent content(JsonCursor json) throws IOException {
    return json.onObject() ? EntryContent.read(json) : EntryContent.NONE;
  }

  /// Checks the entry after its last member was read.
  ///
  /// @param json at the end of the entry
  void end(JsonCursor json) {
    boolean malformed = !isNull() && (!found.equals(JsonCursor.OBJECT) || hasMalformedContent());
    // Creating a path is slow, so only malformed entries get one.
    malformedAt = malformed ? json.path() : "";
  }

  private boolean hasMalformedContent() {
    return content() == EntryContent.NONE
        && (isOfAnotherType(itemFound) || isOfAnotherType(trackFound));
  }

  private static boolean isOfAnotherType(String found) {
    return !found.equals(MISSING) && !isObjectOrNull(found);
  }

  private static boolean isObjectOrNull(String found) {
    return found.equals(JsonCursor.OBJECT) || found.equals(JsonCursor.NULL);
  }

  private EntryContent content() {
    return item != EntryContent.NONE ? item : track;
  }

  boolean isNull() {
    return found.equals(JsonCursor.NULL);
  }

  /// Whether the entry has a member `id`, `uri` or `href`. Tracks, albums and playlists have such a
  /// member, entries don't.
  boolean hasOwnId() {
    return hasOwnId;
  }

  /// Describes the element for an error if it is not an entry of a playlist; empty for an entry.
  String unreadable() {
    if (!found.equals(JsonCursor.OBJECT)) {
      return isNull() ? "" : found;
    }
    if (wasPlayed) {
      return "an object with \"played_at\", which is listening history";
    }
    if (isObjectOrNull(itemFound) || isObjectOrNull(trackFound)) {
      return "";
    }
    String id = hasOwnId ? "its own id, " : "";
    return "an object with %s\"item\" %s and \"track\" %s".formatted(id, itemFound, trackFound);
  }

  /// Returns the row that the entry becomes.
  ///
  /// @param position of the entry in the playlist, counted from 1
  Outcome outcome(long position) {
    // Spotify sends this date for entries of old playlists, whose date is unknown.
    String added = addedAt.startsWith(NEVER_ADDED) ? "" : addedAt;
    EntryContent content = content();
    Optional<Reason> reason = rejection(content);
    return reason.isPresent()
        ? new Outcome.Rejected(content.reject(position, reason.get(), added, malformedAt))
        : new Outcome.Accepted(content.song(position, added, addedBy), content.album());
  }

  /// The first reason why the entry is not a song; empty for a song.
  private Optional<Reason> rejection(EntryContent content) {
    if (!malformedAt.isEmpty()) {
      return Optional.of(Reason.MALFORMED);
    }
    if (content == EntryContent.NONE) {
      return Optional.of(Reason.UNAVAILABLE);
    }
    if (isLocal || content.isLocalFile()) {
      return Optional.of(Reason.LOCAL_FILE);
    }
    if (content.isEpisode()) {
      return Optional.of(Reason.EPISODE);
    }
    return content.hasId() ? Optional.empty() : Optional.of(Reason.MISSING_ID);
  }
}
