package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/// Reads one playlist, page after page, into its envelope. A playlist that somebody edits meanwhile
/// is read again.
final class PlaylistReader {
  /// Spotify has no playlist object for saved songs: the envelope names them, and makes up nothing.
  private static final String LIKED = "{\"id\": \"" + PlaylistId.LIKED + "\"}";

  private static final int MOST_READINGS = 3;

  private final SpotifyRun spotify;
  private final Refusals refusals;
  private final InstantSource clock;
  private final PlaylistId playlist;
  private final Tally tally;

  PlaylistReader(
      SpotifyRun spotify,
      Refusals refusals,
      InstantSource clock,
      PlaylistId playlist,
      Tally tally) {
    this.spotify = spotify;
    this.refusals = refusals;
    this.clock = clock;
    this.playlist = playlist;
    this.tally = tally;
  }

  /// What one request tells of a playlist.
  ///
  /// @param playlist the text of the playlist object without its page; the id alone for saved
  ///   songs, which have no such object at Spotify
  record Start(String playlist, String name, Page page) {}

  /// @throws ExtractException when the playlist can't be read to its end
  Snapshot read() {
    for (int reading = 1; reading < MOST_READINGS; reading++) {
      Snapshot snapshot = read(false);
      if (!snapshot.unsettled()) {
        return snapshot;
      }
    }
    return read(true);
  }

  /// Asks once.
  ///
  /// @throws ExtractException when the playlist can't be read
  Start start() {
    return start(new Paging(spotify, source(), tally));
  }

  private Snapshot read(boolean toTheEnd) {
    Paging paging = new Paging(spotify, source(), tally);
    Start start = start(paging);
    Envelope envelope = new Envelope(clock.instant(), start.playlist());
    paging.read(start.page(), toTheEnd, page -> envelope.add(page.text()));
    return new Snapshot(envelope.finish(), paging.entries(), !paging.isSettled());
  }

  private Source source() {
    return isLiked() ? UserSource.liked(refusals) : playlistSource();
  }

  private Start start(Paging paging) {
    if (isLiked()) {
      URI url = spotify.endpoints().api().resolve("/v1/me/tracks?limit=50");
      return new Start(LIKED, "Liked Songs", paging.first(url));
    }
    return start(playlistSource());
  }

  private Start start(PlaylistSource source) {
    String where = Paging.where(source.url());
    ObjectText answer =
        switch (spotify.playlist(playlist, where, tally)) {
          case ObjectText document -> document;
          case Refusal refusal -> throw source.failure(refusal, where);
        };
    checkId(answer, where);
    ObjectText.Member member = pageMember(answer).orElseThrow(() -> source.notReadable(where));
    Page page = Page.of(inner(answer, member)).orElseThrow(() -> source.notReadable(where));
    return new Start(answer.without(member), answer.string("name").orElse(""), page);
  }

  private boolean isLiked() {
    return playlist.equals(PlaylistId.LIKED);
  }

  private PlaylistSource playlistSource() {
    return new PlaylistSource(playlist, spotify.endpoints(), refusals);
  }

  /// An object stored under another playlist's key would be refused by every reader.
  private void checkId(ObjectText answer, String where) {
    Optional<String> other = answer.string("id").filter(id -> !id.equals(playlist.value()));
    if (other.isPresent()) {
      throw ExtractException.lasting(
          "playlist %s: the answer of %s is about another playlist".formatted(playlist, where));
    }
  }

  private static Optional<ObjectText.Member> pageMember(ObjectText answer) {
    return answer
        .member("items", JsonToken.START_OBJECT)
        .or(() -> answer.member("tracks", JsonToken.START_OBJECT));
  }

  private ObjectText inner(ObjectText answer, ObjectText.Member member) {
    try {
      return answer.inner(member);
    } catch (IOException impossible) {
      throw new IllegalStateException(
          "playlist " + playlist + ": cut in the wrong place", impossible);
    }
  }
}
