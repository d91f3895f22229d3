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

/// Reads one playlist, page after page, into its raw document. A playlist that somebody edits
/// meanwhile is read again. One thread uses it.
final class PlaylistReader {
  /// Spotify has no playlist object for saved songs: the raw document has their id, and nothing
  /// made up.
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

  /// A playlist at one moment, ready to be stored.
  ///
  /// @param envelope the raw document, gzipped
  /// @param entries in all its pages
  /// @param unsettled whether somebody edited the playlist during the last reading too
  // The bytes are passed on once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Snapshot(byte[] envelope, int entries, boolean unsettled) {}

  /// What the first request for a playlist returns.
  ///
  /// @param playlist the text of the playlist object without its page; only the id for saved songs,
  ///   which have no such object at Spotify
  record Start(String playlist, String name, Page page) {}

  /// @throws ExtractException when the playlist can't be read to its end
  Snapshot read() {
    for (int reading = 1; reading < MAX_READINGS; reading++) {
      Snapshot snapshot = readOnce(false);
      if (!snapshot.unsettled()) {
        return snapshot;
      }
    }
    return readOnce(true);
  }

  /// Sends one request.
  ///
  /// @throws ExtractException when the playlist can't be read
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

  /// Every reader would reject an object that is stored under another playlist's key.
  private void requireSameId(JsonObjectText json) {
    if (json.string("id").filter(id -> !id.equals(playlist.value())).isPresent()) {
      throw ExtractException.permanent(
          "%s: the response of %s is about another playlist".formatted(list.name(), list.where()));
    }
  }

  private JsonObjectText inner(JsonObjectText json, JsonObjectText.Member member) {
    try {
      return json.inner(member);
    } catch (IOException impossible) {
      throw new IllegalStateException(list.name() + ": cut in the wrong place", impossible);
    }
  }
}
