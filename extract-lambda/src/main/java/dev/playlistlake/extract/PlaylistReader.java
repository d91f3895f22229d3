package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.JsonObjectText;
import dev.playlistlake.extract.spotify.Page;
import dev.playlistlake.extract.spotify.Paging;
import dev.playlistlake.extract.spotify.SpotifyClient;
import dev.playlistlake.extract.spotify.SpotifyList;
import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.time.InstantSource;

/// Reads one playlist page by page and creates its raw document. If a user edits the playlist
/// during the reading, it reads the playlist again. Used by one thread.
final class PlaylistReader {
  /// The playlist object of the saved songs in the raw document. Spotify has no such object, so it
  /// contains only the ID and no invented values.
  private static final String LIKED = "{\"id\": \"" + PlaylistId.LIKED + "\"}";

  private static final int MAX_READINGS = 3;

  private final SpotifyClient spotify;
  private final ErrorAdvice advice;
  private final InstantSource clock;
  private final PlaylistId playlist;
  private final SpotifyList list;

  PlaylistReader(
      SpotifyClient spotify, ErrorAdvice advice, InstantSource clock, PlaylistId playlist) {
    this.spotify = spotify;
    this.advice = advice;
    this.clock = clock;
    this.playlist = playlist;
    this.list = SpotifyList.of(playlist, spotify.endpoints());
  }

  /// A snapshot of a playlist, ready to be stored.
  ///
  /// @param envelope the raw document, gzipped
  /// @param entries number of entries in all pages
  /// @param unsettled whether the playlist changed even during the last reading
  // The bytes are never compared, so an array is safe here.
  @SuppressWarnings("ArrayRecordComponent")
  record Snapshot(byte[] envelope, int entries, boolean unsettled) {}

  /// The result of the first request for a playlist.
  ///
  /// @param playlist the JSON text of the playlist object without its page; for saved songs an
  ///   object with only the ID
  /// @param name as Spotify sent it; empty if it sent none
  record Start(String playlist, String name, Page page) {}

  /// Reads the whole playlist, up to three times.
  ///
  /// @throws ExtractException if the playlist cannot be read completely
  Snapshot read() {
    for (int reading = 1; reading < MAX_READINGS; reading++) {
      Snapshot snapshot = readOnce(false);
      if (!snapshot.unsettled()) {
        return snapshot;
      }
    }
    return readOnce(true);
  }

  /// Sends only the first request for the playlist.
  ///
  /// @throws ExtractException if the playlist cannot be read
  Start start() {
    return start(newPaging());
  }

  private Snapshot readOnce(boolean toTheEnd) {
    Paging paging = newPaging();
    Start start = start(paging);
    RawEnvelopeWriter envelope = new RawEnvelopeWriter(clock.instant(), start.playlist());
    paging.read(start.page(), toTheEnd, page -> envelope.addPage(page.text()));
    return new Snapshot(envelope.finish(), paging.entries(), !paging.isSettled());
  }

  private Paging newPaging() {
    return new Paging(spotify, list, advice);
  }

  private Start start(Paging paging) {
    if (!list.isPlaylist()) {
      return new Start(LIKED, "Liked Songs", paging.first());
    }
    return switch (spotify.playlist(playlist, list)) {
      case Document(JsonObjectText json) -> start(json);
      case ErrorResponse error -> throw advice.listError(list, error, list.where());
    };
  }

  private Start start(JsonObjectText json) {
    requireSameId(json);
    JsonObjectText.Member member =
        json.member("items", JsonToken.START_OBJECT)
            .or(() -> json.member("tracks", JsonToken.START_OBJECT))
            .orElseThrow(() -> ErrorAdvice.noEntries(list));
    Page page = Page.of(inner(json, member)).orElseThrow(() -> ErrorAdvice.noEntries(list));
    return new Start(json.without(member), json.string("name").orElse(""), page);
  }

  /// Rejects another playlist's object, because the transform rejects a document whose ID differs
  /// from the ID in its key.
  private void requireSameId(JsonObjectText json) {
    if (json.string("id").filter(id -> !id.equals(playlist.value())).isPresent()) {
      throw ExtractException.permanent(
          "%s: the response to %s contains another playlist".formatted(list.name(), list.where()));
    }
  }

  private JsonObjectText inner(JsonObjectText json, JsonObjectText.Member member) {
    try {
      return json.inner(member);
    } catch (IOException impossible) {
      throw new IllegalStateException(
          list.name() + ": cannot parse a member of a parsed object", impossible);
    }
  }
}
