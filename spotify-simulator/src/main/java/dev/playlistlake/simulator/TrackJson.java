package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A song as the API sends it. Development Mode apps get neither popularity nor markets.
record TrackJson(Catalogue catalogue, View view) {

  /// @param numbered whether the song has an id: null once it was taken down
  void write(JsonGenerator json, int number, boolean numbered) throws IOException {
    Track track = catalogue.track(number);
    json.writeStartObject();
    json.writeNullField("preview_url");
    markets(json);
    json.writeBooleanField("explicit", track.explicit());
    // Since 2026 the members `track` and `episode` of a song are flags.
    json.writeBooleanField("episode", false);
    json.writeBooleanField("track", true);
    album(json, track.album());
    artists(json, track.artists());
    json.writeNumberField("disc_number", track.discNumber());
    json.writeNumberField("track_number", track.trackNumber());
    json.writeNumberField("duration_ms", track.durationMs());
    externalIds(json, track.isrc());
    Json.identity(json, view, "track", numbered ? track.id() : null);
    Json.text(json, "name", track.name());
    json.writeBooleanField("is_local", false);
    if (view.kind().isDevelopment()) {
      json.writeBooleanField("is_playable", numbered && track.playable());
    } else {
      json.writeNumberField("popularity", catalogue.popularity(number, view.day().toEpochDay()));
    }
    json.writeEndObject();
  }

  private void album(JsonGenerator json, Album album) throws IOException {
    json.writeObjectFieldStart("album");
    markets(json);
    json.writeStringField("album_type", album.type());
    artists(json, album.artists());
    Json.identity(json, view, "album", album.id());
    images(json, album.id());
    Json.text(json, "name", album.name());
    Json.text(json, "release_date", album.releaseDate());
    Json.text(json, "release_date_precision", album.precision());
    Integer totalTracks = album.totalTracks();
    if (totalTracks != null) {
      json.writeNumberField("total_tracks", totalTracks);
    }
    json.writeEndObject();
  }

  private void artists(JsonGenerator json, List<Artist> artists) throws IOException {
    json.writeArrayFieldStart("artists");
    for (Artist artist : artists) {
      json.writeStartObject();
      Json.identity(json, view, "artist", artist.id());
      Json.text(json, "name", artist.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void markets(JsonGenerator json) throws IOException {
    if (!view.kind().isDevelopment()) {
      Markets.write(json);
    }
  }

  private static void images(JsonGenerator json, String id) throws IOException {
    json.writeArrayFieldStart("images");
    for (int size : List.of(64, 640, 300)) {
      json.writeStartObject();
      json.writeNumberField("height", size);
      json.writeNumberField("width", size);
      json.writeStringField("url", "https://i.example/" + size + "/" + id);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void externalIds(JsonGenerator json, @Nullable String isrc) throws IOException {
    json.writeObjectFieldStart("external_ids");
    if (isrc != null) {
      json.writeStringField("isrc", isrc);
    }
    json.writeEndObject();
  }
}
