package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file on the user's computer as the API sends it: a song with hardly anything in it.
record LocalFileJson(Catalogue catalogue, View view) {

  private static final String ALBUM = "My Tapes";

  void write(JsonGenerator json, int number) throws IOException {
    Dice file = catalogue.dice().of("local").of(number);
    String title = Names.song(file, number);
    String artist = Names.artist(file.of("by"), number);
    int seconds = 60 + file.of("duration").below(400);
    json.writeStartObject();
    album(json);
    json.writeArrayFieldStart("artists");
    json.writeStartObject();
    unidentified(json, artist);
    json.writeStringField("type", "artist");
    json.writeEndObject();
    json.writeEndArray();
    json.writeNumberField("disc_number", 0);
    json.writeNumberField("track_number", 0);
    json.writeNumberField("duration_ms", seconds * 1000);
    json.writeBooleanField("explicit", false);
    json.writeBooleanField("is_local", true);
    unidentified(json, title);
    json.writeStringField("type", "track");
    json.writeStringField("uri", uri(List.of(artist, ALBUM, title), seconds));
    json.writeEndObject();
  }

  private static void album(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("album");
    json.writeNullField("album_type");
    json.writeArrayFieldStart("artists");
    json.writeEndArray();
    unidentified(json, ALBUM);
    json.writeNullField("release_date");
    json.writeNullField("release_date_precision");
    json.writeStringField("type", "album");
    json.writeNullField("uri");
    json.writeEndObject();
  }

  private static void unidentified(JsonGenerator json, String name) throws IOException {
    json.writeObjectFieldStart("external_urls");
    json.writeEndObject();
    json.writeNullField("href");
    json.writeNullField("id");
    Json.text(json, "name", name);
  }

  private static String uri(List<String> parts, int seconds) {
    StringBuilder uri = new StringBuilder("spotify:local:");
    for (String part : parts) {
      uri.append(URLEncoder.encode(part, StandardCharsets.UTF_8)).append(':');
    }
    return uri.append(seconds).toString();
  }
}
