package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Credits;
import java.io.IOException;
import java.util.OptionalLong;

/// Reads the object `album` of a track. It lives for one object.
final class AlbumReader {
  static final Album NONE =
      new Album("", "", "", "", "", OptionalLong.empty(), Credits.NONE, 1, "", "");

  private String id = "";
  private String name = "";
  private String type = "";
  private String releaseDate = "";
  private String precision = "";
  private OptionalLong totalTracks = OptionalLong.empty();
  private Credits credits = Credits.NONE;
  private String url = "";
  private String imageUrl = "";

  private AlbumReader() {}

  /// Reads the album on which the cursor stands; [#NONE] for a value of another type.
  static Album read(JsonCursor json) throws IOException {
    if (!json.onObject()) {
      json.skip();
      return NONE;
    }
    AlbumReader reader = new AlbumReader();
    for (String member; (member = json.nextMember()) != null; ) {
      reader.member(member, json);
    }
    return reader.album();
  }

  private void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "id" -> id = json.text();
      case "name" -> name = json.text();
      case "album_type" -> type = json.text();
      case "release_date" -> releaseDate = json.text();
      case "release_date_precision" -> precision = json.text();
      case "total_tracks" -> totalTracks = json.integer();
      case "artists" -> credits = CreditsReader.read(json);
      case "external_urls" -> url = json.textOf("spotify");
      case "images" -> imageUrl = widestImage(json);
      default -> json.skip();
    }
  }

  private Album album() {
    return new Album(
        id, name, type, releaseDate, precision, totalTracks, credits, 1, url, imageUrl);
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
