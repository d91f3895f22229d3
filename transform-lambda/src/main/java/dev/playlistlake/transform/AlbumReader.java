package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Credit;
import dev.playlistlake.model.Credits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Reads the object `album` of a track, and the array `artists` of tracks and albums.
/// [EntryContent] uses it. An instance reads one object.
final class AlbumReader {
  /// The album of a track without an album.
  static final Album NONE = new AlbumReader().album();

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

  /// Reads the album at the cursor; [#NONE] for a value of another type.
  static Album read(JsonCursor json) throws IOException {
    AlbumReader reader = new AlbumReader();
    json.members(reader::member);
    return reader.album();
  }

  private void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "id" -> id = json.id();
      case "name" -> name = json.text();
      case "album_type" -> type = json.text();
      case "release_date" -> releaseDate = json.text();
      case "release_date_precision" -> precision = json.text();
      case "total_tracks" -> totalTracks = json.integer();
      case "artists" -> credits = credits(json);
      case "external_urls" -> url = json.textOf("spotify");
      case "images" -> imageUrl = widestImage(json);
      default -> {}
    }
  }

  private Album album() {
    return new Album(
        id, name, type, releaseDate, precision, totalTracks, credits, 1, url, imageUrl);
  }

  /// Reads the array `artists` at the cursor. Each object in it is a credit; other elements are
  /// skipped.
  static Credits credits(JsonCursor json) throws IOException {
    List<Credit> credits = new ArrayList<>(2);
    json.elements(
        element -> {
          if (element.onObject()) {
            credits.add(credit(element));
          }
        });
    return new Credits(credits);
  }

  private static Credit credit(JsonCursor json) throws IOException {
    CreditReader reader = new CreditReader();
    json.members(reader::member);
    return new Credit(reader.id, reader.name, reader.url);
  }

  /// Reads the array `images` at the cursor.
  ///
  /// @return the URL of the widest image; empty without images
  static String widestImage(JsonCursor json) throws IOException {
    ImageReader images = new ImageReader();
    json.elements(images::element);
    return images.widestUrl;
  }

  private static final class CreditReader {
    private String id = "";
    private String name = "";
    private String url = "";

    void member(String member, JsonCursor json) throws IOException {
      switch (member) {
        case "id" -> id = json.id();
        case "name" -> name = json.text();
        case "external_urls" -> url = json.textOf("spotify");
        default -> {}
      }
    }
  }

  /// Finds the URL of the widest image. An image without a width has width 0. Among equally wide
  /// images the first counts. Images without a URL are skipped.
  private static final class ImageReader {
    private String url = "";
    private long width;
    private String widestUrl = "";
    private long widestWidth;

    void element(JsonCursor json) throws IOException {
      url = "";
      width = 0;
      json.members(this::member);
      if (!url.isEmpty() && (widestUrl.isEmpty() || width > widestWidth)) {
        widestUrl = url;
        widestWidth = width;
      }
    }

    private void member(String member, JsonCursor json) throws IOException {
      switch (member) {
        case "url" -> url = json.text();
        case "width" -> width = json.integer().orElse(0);
        default -> {}
      }
    }
  }
}
