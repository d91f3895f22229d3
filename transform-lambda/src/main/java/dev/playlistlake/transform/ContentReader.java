package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Credit;
import dev.playlistlake.model.Credits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the object behind `item` or `track`. It lives for one object.
final class ContentReader {
  private static final Album NO_ALBUM =
      new Album("", "", "", "", "", OptionalLong.empty(), Credits.NONE, 1, "", "");

  private String type = "";
  private String id = "";
  private String name = "";
  private String uri = "";
  private boolean isLocal;
  private Credits credits = Credits.NONE;
  private Album album = NO_ALBUM;
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
      case "artists" -> credits = credits(json);
      case "album" -> album = json.onObject() ? album(json) : skipped(json);
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

  private static Album skipped(JsonCursor json) throws IOException {
    json.skip();
    return NO_ALBUM;
  }

  private static Album album(JsonCursor json) throws IOException {
    String id = "";
    String name = "";
    String type = "";
    String releaseDate = "";
    String precision = "";
    OptionalLong totalTracks = OptionalLong.empty();
    Credits credits = Credits.NONE;
    String url = "";
    String imageUrl = "";
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "id" -> id = json.text();
        case "name" -> name = json.text();
        case "album_type" -> type = json.text();
        case "release_date" -> releaseDate = json.text();
        case "release_date_precision" -> precision = json.text();
        case "total_tracks" -> totalTracks = json.integer();
        case "artists" -> credits = credits(json);
        case "external_urls" -> url = json.textOf("spotify");
        case "images" -> imageUrl = widestImage(json);
        default -> json.skip();
      }
    }
    return new Album(
        id, name, type, releaseDate, precision, totalTracks, credits, 1, url, imageUrl);
  }

  /// A credit is an object in `artists`; whatever else lies there is no credit.
  private static Credits credits(JsonCursor json) throws IOException {
    List<Credit> credits = new ArrayList<>(2);
    if (json.onArray()) {
      while (json.nextElement()) {
        if (json.onObject()) {
          credits.add(credit(json));
        } else {
          json.skip();
        }
      }
    } else {
      json.skip();
    }
    return new Credits(credits);
  }

  private static Credit credit(JsonCursor json) throws IOException {
    String id = "";
    String name = "";
    String url = "";
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "id" -> id = json.text();
        case "name" -> name = json.text();
        case "external_urls" -> url = json.textOf("spotify");
        default -> json.skip();
      }
    }
    return new Credit(id, name, url);
  }

  private static String widestImage(JsonCursor json) throws IOException {
    Image widest = Image.NONE;
    if (json.onArray()) {
      while (json.nextElement()) {
        Image image = json.onObject() ? image(json) : Image.NONE;
        json.skip();
        if (!image.url.isEmpty() && (widest.url.isEmpty() || image.width > widest.width)) {
          widest = image;
        }
      }
    } else {
      json.skip();
    }
    return widest.url;
  }

  private static Image image(JsonCursor json) throws IOException {
    String url = "";
    long width = 0;
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "url" -> url = json.text();
        case "width" -> width = json.integer().orElse(0);
        default -> json.skip();
      }
    }
    return new Image(url, width);
  }

  private record Image(String url, long width) {
    static final Image NONE = new Image("", 0);
  }
}
