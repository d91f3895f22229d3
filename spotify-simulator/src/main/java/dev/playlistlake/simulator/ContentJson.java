package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.playlistlake.simulator.Catalogue.Album;
import dev.playlistlake.simulator.Catalogue.Artist;
import dev.playlistlake.simulator.Catalogue.Episode;
import dev.playlistlake.simulator.Catalogue.LocalFile;
import dev.playlistlake.simulator.Catalogue.Track;
import dev.playlistlake.simulator.PlaylistTimeline.Slot;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the content of an entry as the API sends it: a song, an episode, a local file or nothing.
/// Development Mode apps get neither popularity nor markets. [PlaylistJson] uses it. Immutable.
record ContentJson(Catalogue catalogue, ResponseOptions options) {
  /// The value of `available_markets`: about 180 countries, half of the bytes of a document.
  /// Serialized once for speed.
  private static final SerializableString MARKETS = marketCodes();

  private static final int MARKET_COUNT = 178;
  private static final int RELINKED_ONE_IN = 3;
  private static final String LOCAL_ALBUM = "My Tapes";

  /// Writes the content as one JSON value.
  void write(JsonGenerator json, Slot slot) throws IOException {
    if (options.quirk() == Quirk.HIDES_CONTENT) {
      json.writeNull();
      return;
    }
    switch (slot.kind()) {
      case SONG, DUPLICATE -> writeTrack(json, slot.number(), true);
      case MISSING_ID -> writeTrack(json, slot.number(), false);
      case LOCAL_FILE -> writeLocalFile(json, catalogue.localFile(slot.number()));
      case EPISODE -> writeEpisode(json, catalogue.episode(slot.number()));
      case UNAVAILABLE -> json.writeNull();
    }
  }

  /// @param available whether the song has an ID; the ID of a removed song is null
  private void writeTrack(JsonGenerator json, int number, boolean available) throws IOException {
    Track track = catalogue.track(number);
    json.writeStartObject();
    json.writeNullField("preview_url");
    writeMarkets(json);
    json.writeBooleanField("explicit", track.explicit());
    // Since 2026 the members `track` and `episode` of a song are flags.
    json.writeBooleanField("episode", false);
    json.writeBooleanField("track", true);
    writeAlbum(json, track.album());
    writeArtists(json, track.artists());
    json.writeNumberField("disc_number", track.discNumber());
    json.writeNumberField("track_number", track.trackNumber());
    json.writeNumberField("duration_ms", track.durationMs());
    writeExternalIds(json, track.isrc());
    writeTrackIdentity(json, number, available ? track.id() : null);
    SpotifyJson.writeText(json, "name", track.name());
    json.writeBooleanField("is_local", false);
    if (options.kind().isDevelopment()) {
      json.writeBooleanField("is_playable", available && track.playable());
    } else {
      json.writeNumberField("popularity", catalogue.popularity(number, options.day().toEpochDay()));
    }
    json.writeEndObject();
  }

  private void writeTrackIdentity(JsonGenerator json, int number, @Nullable String id)
      throws IOException {
    boolean relinked =
        options.quirk() == Quirk.RELINKS
            && !options.kind().isDevelopment()
            && number % RELINKED_ONE_IN == 0;
    if (id == null || !relinked) {
      SpotifyJson.writeIdentity(json, options, "track", id);
      return;
    }
    json.writeObjectFieldStart("linked_from");
    SpotifyJson.writeIdentity(json, options, "track", id);
    json.writeEndObject();
    String other = catalogue.random().derive("relinked").derive(number).spotifyId();
    SpotifyJson.writeIdentity(json, options, "track", other);
  }

  private void writeAlbum(JsonGenerator json, Album album) throws IOException {
    json.writeObjectFieldStart("album");
    writeMarkets(json);
    json.writeStringField("album_type", album.type());
    writeArtists(json, album.artists());
    SpotifyJson.writeIdentity(json, options, "album", album.id());
    writeImages(json, album.id());
    SpotifyJson.writeText(json, "name", album.name());
    SpotifyJson.writeText(json, "release_date", album.releaseDate());
    SpotifyJson.writeText(json, "release_date_precision", album.releaseDatePrecision());
    Integer totalTracks = album.totalTracks();
    if (totalTracks != null) {
      json.writeNumberField("total_tracks", totalTracks);
    }
    json.writeEndObject();
  }

  private void writeArtists(JsonGenerator json, List<Artist> artists) throws IOException {
    json.writeArrayFieldStart("artists");
    for (Artist artist : artists) {
      json.writeStartObject();
      SpotifyJson.writeIdentity(json, options, "artist", artist.id());
      SpotifyJson.writeText(json, "name", artist.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeMarkets(JsonGenerator json) throws IOException {
    if (!options.kind().isDevelopment()) {
      json.writeFieldName("available_markets");
      json.writeRawValue(MARKETS);
    }
  }

  private static SerializableString marketCodes() {
    StringBuilder codes = new StringBuilder("[");
    for (int i = 0; i < MARKET_COUNT; i++) {
      codes.append(i == 0 ? "\"" : ",\"");
      codes.append((char) ('A' + i / 7)).append((char) ('A' + i % 7 * 3)).append('"');
    }
    return new SerializedString(codes.append(']').toString());
  }

  private static void writeImages(JsonGenerator json, String id) throws IOException {
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

  private static void writeExternalIds(JsonGenerator json, @Nullable String isrc)
      throws IOException {
    json.writeObjectFieldStart("external_ids");
    if (isrc != null) {
      json.writeStringField("isrc", isrc);
    }
    json.writeEndObject();
  }

  /// Callers that did not request episodes receive an episode as a song by the show, except for its
  /// type.
  private void writeEpisode(JsonGenerator json, Episode episode) throws IOException {
    json.writeStartObject();
    json.writeNumberField("duration_ms", episode.durationMs());
    json.writeBooleanField("explicit", false);
    json.writeBooleanField("episode", true);
    json.writeBooleanField("track", false);
    if (options.episodes()) {
      writeEpisodeMembers(json, episode);
    } else {
      writeTrackMembers(json, episode);
    }
    SpotifyJson.writeIdentity(json, options, "episode", episode.id());
    SpotifyJson.writeText(json, "name", episode.name());
    json.writeEndObject();
  }

  private void writeEpisodeMembers(JsonGenerator json, Episode episode) throws IOException {
    json.writeStringField("description", "What &amp; why, this week");
    json.writeStringField("language", "en-US");
    json.writeBooleanField("is_playable", true);
    json.writeBooleanField("is_externally_hosted", false);
    json.writeStringField("release_date", "2024-03-01");
    json.writeStringField("release_date_precision", "day");
    json.writeObjectFieldStart("show");
    json.writeStringField("media_type", "audio");
    json.writeStringField("publisher", "Nobody in Particular");
    writeShowMembers(json, episode);
    json.writeEndObject();
  }

  private void writeTrackMembers(JsonGenerator json, Episode episode) throws IOException {
    json.writeObjectFieldStart("album");
    json.writeNullField("album_type");
    writeShowMembers(json, episode);
    json.writeEndObject();
    json.writeArrayFieldStart("artists");
    json.writeStartObject();
    writeShowMembers(json, episode);
    json.writeEndObject();
    json.writeEndArray();
    json.writeNumberField("disc_number", 0);
    json.writeNumberField("track_number", 0);
    json.writeBooleanField("is_local", false);
  }

  private void writeShowMembers(JsonGenerator json, Episode episode) throws IOException {
    SpotifyJson.writeIdentity(json, options, "show", episode.showId());
    SpotifyJson.writeText(json, "name", episode.show());
  }

  /// Writes a local file as a song with few values.
  private static void writeLocalFile(JsonGenerator json, LocalFile file) throws IOException {
    json.writeStartObject();
    writeLocalAlbum(json);
    json.writeArrayFieldStart("artists");
    json.writeStartObject();
    writeNameWithoutId(json, file.artist());
    json.writeStringField("type", "artist");
    json.writeEndObject();
    json.writeEndArray();
    json.writeNumberField("disc_number", 0);
    json.writeNumberField("track_number", 0);
    json.writeNumberField("duration_ms", file.seconds() * 1000);
    json.writeBooleanField("explicit", false);
    json.writeBooleanField("is_local", true);
    writeNameWithoutId(json, file.title());
    json.writeStringField("type", "track");
    json.writeStringField("uri", localUri(file));
    json.writeEndObject();
  }

  private static void writeLocalAlbum(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("album");
    json.writeNullField("album_type");
    json.writeArrayFieldStart("artists");
    json.writeEndArray();
    writeNameWithoutId(json, LOCAL_ALBUM);
    json.writeNullField("release_date");
    json.writeNullField("release_date_precision");
    json.writeStringField("type", "album");
    json.writeNullField("uri");
    json.writeEndObject();
  }

  private static void writeNameWithoutId(JsonGenerator json, String name) throws IOException {
    json.writeObjectFieldStart("external_urls");
    json.writeEndObject();
    json.writeNullField("href");
    json.writeNullField("id");
    SpotifyJson.writeText(json, "name", name);
  }

  private static String localUri(LocalFile file) {
    StringBuilder uri = new StringBuilder("spotify:local:");
    for (String part : List.of(file.artist(), LOCAL_ALBUM, file.title())) {
      uri.append(URLEncoder.encode(part, StandardCharsets.UTF_8)).append(':');
    }
    return uri.append(file.seconds()).toString();
  }
}
