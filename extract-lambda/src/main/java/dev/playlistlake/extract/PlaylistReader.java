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
import java.util.Optional;

/// Reads one playlist page by page and creates its raw document. If the pages do not fit together,
/// because a user edits the playlist during the reading or Spotify leaves out entries, it reads the
/// playlist again. Used by one thread.
final class PlaylistReader {
  /// The playlist object of the saved songs in the raw document. Spotify has no such object, so it
  /// contains only the ID and no invented values.
  private static final String LIKED = "{\"id\": \"" + PlaylistId.LIKED + "\"}";

  private static final int MAX_READINGS = 3;

  /// The owner of playlists whose `snapshot_id` changes with every request.
  private static final String SPOTIFY = "spotify";

  private final SpotifyClient spotify;
  private final ErrorAdvice advice;
  private final InstantSource clock;
  private final PlaylistId playlist;
  private final SpotifyList list;
  private final int expected;

  /// @param expected number of entries according to the list of the user's playlists; 0 if unknown
  PlaylistReader(
      SpotifyClient spotify,
      ErrorAdvice advice,
      InstantSource clock,
      PlaylistId playlist,
      int expected) {
    this.spotify = spotify;
    this.advice = advice;
    this.clock = clock;
    this.playlist = playlist;
    this.list = SpotifyList.of(playlist, spotify.endpoints());
    this.expected = expected;
  }

  /// A snapshot of a playlist, ready to be stored.
  ///
  /// @param envelope the raw document, gzipped
  /// @param entries number of entries in all pages
  /// @param unsettled whether the playlist changed even during the last reading, or its pages did
  ///   not fit together although they contain the right number of entries
  // The bytes are never compared, so an array is safe here.
  @SuppressWarnings("ArrayRecordComponent")
  record Snapshot(byte[] envelope, int entries, boolean unsettled) {}

  /// The result of the first request for a playlist.
  ///
  /// @param playlist the JSON text of the playlist object without its page; for saved songs an
  ///   object with only the ID
  /// @param name as Spotify sent it; empty if it sent none
  /// @param snapshotId changes with each edit of the playlist; empty if that is not certain
  record Start(String playlist, String name, Optional<String> snapshotId, Page page) {}

  /// One reading of the whole playlist.
  ///
  /// @param envelope the raw document, gzipped
  /// @param total number of entries according to Spotify; empty if it sent none
  /// @param changed whether the playlist changed during the reading
  /// @param misplaced whether a page did not begin where the page before it ended
  /// @param suspicious whether it is empty, but the list of the user's playlists counts entries
  @SuppressWarnings("ArrayRecordComponent")
  private record Reading(
      byte[] envelope,
      int entries,
      Optional<String> total,
      boolean changed,
      boolean misplaced,
      boolean suspicious) {

    boolean isConsistent() {
      return !changed && !misplaced && !suspicious && hasAllEntries();
    }

    private boolean hasAllEntries() {
      return total.isEmpty() || total.get().equals(String.valueOf(entries));
    }

    /// Whether both readings have the same numbers although no user edited the playlist. Then a
    /// further reading would not differ: Spotify counts entries that it never sends.
    boolean confirms(Reading before) {
      return !changed && !before.changed && entries == before.entries && total.equals(before.total);
    }

    Snapshot snapshot() {
      return new Snapshot(envelope, entries, changed || (misplaced && hasAllEntries()));
    }
  }

  /// Reads the whole playlist, up to three times.
  ///
  /// @throws ExtractException if the playlist cannot be read
  Snapshot read() {
    Reading first = readOnce(false);
    if (first.isConsistent()) {
      return first.snapshot();
    }
    Reading before = first;
    for (int number = 2; number < MAX_READINGS; number++) {
      Reading reading = readOnce(false);
      if (reading.isConsistent() || reading.confirms(before)) {
        return reading.snapshot();
      }
      before = reading;
    }
    return readOnce(true).snapshot();
  }

  /// Sends only the first request for the playlist.
  ///
  /// @throws ExtractException if the playlist cannot be read
  Start start() {
    return start(newPaging());
  }

  /// @param toTheEnd whether to continue if the total changes during the reading
  private Reading readOnce(boolean toTheEnd) {
    Paging paging = newPaging();
    Start start = start(paging);
    RawEnvelopeWriter envelope = new RawEnvelopeWriter(clock.instant(), start.playlist());
    paging.read(start.page(), toTheEnd, page -> envelope.addPage(page.text()));
    Reading reading =
        new Reading(
            envelope.finish(),
            paging.entries(),
            paging.total(),
            !paging.isSettled(),
            paging.isMisplaced(),
            paging.entries() == 0 && expected > 0);
    return reading.isConsistent() && paging.pages() > 1 && wasEdited(start)
        ? new Reading(reading.envelope(), reading.entries(), reading.total(), true, false, false)
        : reading;
  }

  /// Requests the playlist once more, because an edit can keep the total.
  private boolean wasEdited(Start start) {
    if (start.snapshotId().isEmpty()) {
      return false;
    }
    try {
      return spotify.playlist(playlist, list) instanceof Document(JsonObjectText json)
          && json.string("snapshot_id")
              .filter(id -> !start.snapshotId().get().equals(id))
              .isPresent();
    } catch (ExtractException _) {
      // The pages are complete, and an error of this request does not make them worse.
      return false;
    }
  }

  private Paging newPaging() {
    return new Paging(spotify, list, advice);
  }

  private Start start(Paging paging) {
    if (!list.isPlaylist()) {
      return new Start(LIKED, "Liked Songs", Optional.empty(), paging.first());
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
    return new Start(json.without(member), json.string("name").orElse(""), snapshotId(json), page);
  }

  private Optional<String> snapshotId(JsonObjectText json) {
    boolean ofSpotify =
        json.member("owner", JsonToken.START_OBJECT)
            .flatMap(owner -> inner(json, owner).string("id"))
            .filter(SPOTIFY::equals)
            .isPresent();
    return ofSpotify ? Optional.empty() : json.string("snapshot_id");
  }

  /// Rejects another playlist's object, because the transform rejects a document whose ID differs
  /// from the ID in its key. A missing ID and null are valid.
  private void requireSameId(JsonObjectText json) {
    for (JsonObjectText.Member member : json.members()) {
      if (!member.name().equals("id") || member.is(JsonToken.VALUE_NULL)) {
        continue;
      }
      if (!member.is(JsonToken.VALUE_STRING)) {
        throw ErrorAdvice.invalidId(list);
      }
      if (!member.content().equals(playlist.value())) {
        throw ErrorAdvice.otherPlaylist(list);
      }
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
