package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Reject;
import dev.playlistlake.model.Reject.Reason;
import dev.playlistlake.model.Song;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// One entry of a playlist. Its content is in `item` (since 2026) or in `track` (before 2026), in
/// one of four members of Spotify's account data, or the entry itself is the content. Members may
/// come in any order. An instance reads one entry.
final class PlaylistEntry {
  /// The row that an entry becomes.
  sealed interface Outcome {
    /// A row of `songs`, or another occurrence of a song that the playlist already has.
    record Accepted(Song song, Album album) implements Outcome {}

    /// A row of `rejects`.
    record Rejected(Reject reject) implements Outcome {}
  }

  private static final String MISSING = "missing";
  private static final String HISTORY = "listening history";
  private static final String NEVER_ADDED = "1970-01-01";
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private String found = JsonCursor.OBJECT;
  private String itemFound = MISSING;
  private String trackFound = MISSING;
  private EntryContent item = EntryContent.NONE;
  private EntryContent track = EntryContent.NONE;
  private EntryContent episode = EntryContent.NONE;
  private EntryContent audiobook = EntryContent.NONE;
  private EntryContent localTrack = EntryContent.NONE;
  // The members of the entry that a track has, too.
  private EntryContent itself = EntryContent.NONE;
  private String otherKind = "";
  private boolean wasPlayed;
  private boolean isLocal;
  private String addedAt = "";
  private String addedDate = "";
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
        if (json.onObject()) {
          track = EntryContent.read(json);
        } else {
          track = EntryContent.NONE;
          itself().member(member, json);
        }
      }
      case "episode" -> episode = content(json);
      case "audiobook" -> audiobook = content(json);
      case "localTrack" -> localTrack = content(json);
      case "played_at" -> {
        wasPlayed = true;
        otherKind = HISTORY;
      }
      case "ms_played", "msPlayed" -> otherKind = HISTORY;
      case "album" -> {
        if (json.onObject() && otherKind.isEmpty()) {
          otherKind = "a saved album";
        }
        itself().member(member, json);
      }
      case "show" -> otherKind = otherKind.isEmpty() ? "a saved show" : otherKind;
      case "is_local" -> isLocal = json.bool().orElse(false);
      case "added_at" -> addedAt = json.text();
      case "addedDate" -> addedDate = json.text();
      case "added_by" -> addedBy = json.idOf("id");
      default -> {
        if (EntryContent.MEMBERS.contains(member)) {
          itself().member(member, json);
        }
      }
    }
  }

  private static EntryContent content(JsonCursor json) throws IOException {
    return json.onObject() ? EntryContent.read(json) : EntryContent.NONE;
  }

  /// Sets the URL in Spotify's app, for an entry that is content itself.
  void setUrl(String url) {
    itself().setUrl(url);
  }

  private EntryContent itself() {
    if (itself == EntryContent.NONE) {
      itself = new EntryContent().withAccountNames();
    }
    return itself;
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
    if (item != EntryContent.NONE) {
      return item;
    }
    EntryContent account = accountContent();
    if (account != EntryContent.NONE) {
      return account;
    }
    if (track != EntryContent.NONE) {
      return track;
    }
    return isBareContent() ? itself : EntryContent.NONE;
  }

  // In Spotify's account data, three of these members are null.
  private EntryContent accountContent() {
    if (track != EntryContent.NONE) {
      return track.isOfAccountData() ? track.withAccountNames() : EntryContent.NONE;
    }
    if (episode != EntryContent.NONE) {
      return episode.isOfAccountData()
          ? episode.withAccountNames().ofType("episode")
          : EntryContent.NONE;
    }
    if (audiobook != EntryContent.NONE) {
      return audiobook.withAccountNames().ofType("audiobook");
    }
    return localTrack == EntryContent.NONE
        ? localTrack
        : localTrack.withAccountNames().asLocalFile();
  }

  private boolean isBareContent() {
    return !isObjectOrNull(itemFound) && !isObjectOrNull(trackFound) && itself.isBareContent();
  }

  boolean isNull() {
    return found.equals(JsonCursor.NULL);
  }

  /// Describes the element for an error if it is not an entry of a playlist; empty for an entry.
  String unreadable() {
    if (isNull() || isBareContent()) {
      return "";
    }
    if (!found.equals(JsonCursor.OBJECT)) {
      return found;
    }
    if (!wasPlayed && (isObjectOrNull(itemFound) || isObjectOrNull(trackFound) || hasContent())) {
      return "";
    }
    String kind = otherKind();
    if (!kind.isEmpty()) {
      return kind;
    }
    return "an object with \"item\" %s and \"track\" %s".formatted(itemFound, trackFound);
  }

  /// Says what the object is instead of an entry or a playlist; empty if it doesn't show.
  String otherKind() {
    if (!otherKind.isEmpty()) {
      return otherKind;
    }
    String type = itself.type();
    return switch (type) {
      case "", "playlist" -> "";
      case "album", "artist", "audiobook", "episode" -> "an " + type;
      case "show", "track", "chapter", "user" -> "a " + type;
      default -> "an object of type \"" + TransformException.shown(type) + "\"";
    };
  }

  private boolean hasContent() {
    return content() != EntryContent.NONE;
  }

  /// Returns the row that the entry becomes.
  ///
  /// @param position of the entry in the playlist, counted from 1
  Outcome outcome(long position) {
    EntryContent content = content();
    String sent = isOfAccountData() ? addedOnDate() : addedAt;
    // Spotify sends this date for entries of old playlists, whose date is unknown.
    String added = sent.startsWith(NEVER_ADDED) ? "" : sent;
    Optional<Reason> reason = rejection(content);
    return reason.isPresent()
        ? new Outcome.Rejected(content.reject(position, reason.get(), added, malformedAt))
        : new Outcome.Accepted(content.song(position, added, addedBy), content.album());
  }

  private boolean isOfAccountData() {
    return item == EntryContent.NONE && accountContent() != EntryContent.NONE;
  }

  private String addedOnDate() {
    return DATE.matcher(addedDate).matches() ? addedDate + "T00:00:00Z" : addedAt;
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
