package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// An episode of a podcast as the API sends it. To callers that didn't ask for episodes it looks
/// like a song by the show, but for its type.
record EpisodeJson(Catalogue catalogue, View view) {

  void write(JsonGenerator json, int number) throws IOException {
    Episode episode = Episode.of(catalogue, number);
    json.writeStartObject();
    json.writeNumberField("duration_ms", episode.durationMs());
    json.writeBooleanField("explicit", false);
    json.writeBooleanField("episode", true);
    json.writeBooleanField("track", false);
    if (view.episodes()) {
      asEpisode(json, episode);
    } else {
      asTrack(json, episode);
    }
    Json.identity(json, view, "episode", episode.id());
    Json.text(json, "name", episode.name());
    json.writeEndObject();
  }

  private void asEpisode(JsonGenerator json, Episode episode) throws IOException {
    json.writeStringField("description", "What &amp; why, this week");
    json.writeStringField("language", "en-US");
    json.writeBooleanField("is_playable", true);
    json.writeBooleanField("is_externally_hosted", false);
    json.writeStringField("release_date", "2024-03-01");
    json.writeStringField("release_date_precision", "day");
    json.writeObjectFieldStart("show");
    json.writeStringField("media_type", "audio");
    json.writeStringField("publisher", "Nobody in Particular");
    show(json, episode);
    json.writeEndObject();
  }

  private void asTrack(JsonGenerator json, Episode episode) throws IOException {
    json.writeObjectFieldStart("album");
    json.writeNullField("album_type");
    show(json, episode);
    json.writeEndObject();
    json.writeArrayFieldStart("artists");
    json.writeStartObject();
    show(json, episode);
    json.writeEndObject();
    json.writeEndArray();
    json.writeNumberField("disc_number", 0);
    json.writeNumberField("track_number", 0);
    json.writeBooleanField("is_local", false);
  }

  private void show(JsonGenerator json, Episode episode) throws IOException {
    Json.identity(json, view, "show", episode.showId());
    Json.text(json, "name", episode.show());
  }
}
