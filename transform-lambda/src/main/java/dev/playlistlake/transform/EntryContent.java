package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Credits;
import dev.playlistlake.model.Reject;
import dev.playlistlake.model.Song;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// The content of an entry, which is its object `item` or `track`: a track, an episode or a local
/// file. Has the members that the tables need. [PlaylistEntry] uses it.
final class EntryContent {
  /// The content of an entry without content.
  static final EntryContent NONE = new EntryContent();

  private static final String LOCAL_FILE = "spotify:local:";

  private String type = "";
  private String id = "";
  private String name = "";
  private String uri = "";
  private boolean isLocal;
  private Credits credits = Credits.NONE;
  private Album album = AlbumReader.NONE;
  private OptionalLong durationMs = OptionalLong.empty();
  private Optional<Boolean> explicit = Optional.empty();
  private OptionalLong popularity = OptionalLong.empty();
  private OptionalLong discNumber = OptionalLong.empty();
  private OptionalLong trackNumber = OptionalLong.empty();
  private String isrc = "";
  private Optional<Boolean> isPlayable = Optional.empty();
  private String url = "";

  private EntryContent() {}

  /// Reads the object at the cursor.
  static EntryContent read(JsonCursor json) throws IOException {
    EntryContent content = new EntryContent();
    json.members(content::member);
    return content;
  }

  private void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "type" -> type = json.text();
      case "id" -> id = json.text();
      case "name" -> name = json.text();
      case "uri" -> uri = json.text();
      case "is_local" -> isLocal = json.bool().orElse(false);
      case "artists" -> credits = AlbumReader.credits(json);
      case "album" -> album = AlbumReader.read(json);
      case "duration_ms" -> durationMs = json.integer();
      case "explicit" -> explicit = json.bool();
      case "popularity" -> popularity = json.integer();
      case "disc_number" -> discNumber = json.integer();
      case "track_number" -> trackNumber = json.integer();
      case "external_ids" -> isrc = json.textOf("isrc");
      case "is_playable" -> isPlayable = json.bool();
      case "external_urls" -> url = json.textOf("spotify");
      default -> {}
    }
  }

  boolean hasId() {
    return !id.isEmpty();
  }

  boolean isLocalFile() {
    return isLocal || uri.startsWith(LOCAL_FILE);
  }

  boolean isEpisode() {
    return type.equals("episode");
  }

  Album album() {
    return album;
  }

  /// Creates the row of a song at its first occurrence.
  Song song(long position, String addedAt, String addedBy) {
    return new Song(
        id,
        name,
        position,
        1,
        addedAt,
        addedBy,
        album.id(),
        credits,
        durationMs,
        explicit,
        popularity,
        discNumber,
        trackNumber,
        isrc,
        isPlayable,
        url);
  }

  /// Creates the row of an entry that is not a song.
  Reject reject(long position, Reject.Reason reason, String addedAt, String detail) {
    return new Reject(position, reason, type, id, name, credits.names(), addedAt, uri, detail);
  }
}
