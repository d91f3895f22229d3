package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Credits;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the object behind `item` or `track`. It lives for one object.
final class ContentReader {
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

  private ContentReader() {}

  /// Reads the object on which the cursor stands.
  static Content read(JsonCursor json) throws IOException {
    ContentReader reader = new ContentReader();
    for (String member; (member = json.nextMember()) != null; ) {
      reader.member(member, json);
    }
    return reader.content();
  }

  private void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "type" -> type = json.text();
      case "id" -> id = json.text();
      case "name" -> name = json.text();
      case "uri" -> uri = json.text();
      case "is_local" -> isLocal = json.bool().orElse(false);
      case "artists" -> credits = CreditsReader.read(json);
      case "album" -> album = AlbumReader.read(json);
      case "duration_ms" -> durationMs = json.integer();
      case "explicit" -> explicit = json.bool();
      case "popularity" -> popularity = json.integer();
      case "disc_number" -> discNumber = json.integer();
      case "track_number" -> trackNumber = json.integer();
      case "external_ids" -> isrc = json.textOf("isrc");
      case "is_playable" -> isPlayable = json.bool();
      case "external_urls" -> url = json.textOf("spotify");
      default -> json.skip();
    }
  }

  private Content content() {
    return new Content(
        type,
        id,
        name,
        uri,
        isLocal,
        credits,
        album,
        durationMs,
        explicit,
        popularity,
        discNumber,
        trackNumber,
        isrc,
        isPlayable,
        url);
  }
}
