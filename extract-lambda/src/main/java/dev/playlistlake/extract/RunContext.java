package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.credentials.LoginExpiry;
import dev.playlistlake.extract.spotify.AccessToken;
import dev.playlistlake.extract.spotify.Deadline;
import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.OwnedPlaylists;
import dev.playlistlake.extract.spotify.OwnedPlaylists.OwnedPlaylist;
import dev.playlistlake.extract.spotify.Redaction;
import dev.playlistlake.extract.spotify.RequestGate;
import dev.playlistlake.extract.spotify.Retries;
import dev.playlistlake.extract.spotify.RetryingSender;
import dev.playlistlake.extract.spotify.RunEnd;
import dev.playlistlake.extract.spotify.SpotifyClient;
import dev.playlistlake.model.LogLevel;
import dev.playlistlake.model.PlaylistId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The state that the playlists of one run share: rate limiter, access token, end of the run,
/// warnings. Each [ExtractRun] and each [ExtractCheck] has one. The threads of the run share it
/// after one thread has called [#load()] and [#authorize()].
final class RunContext {
  private final Wiring wiring;
  private final Consumer<String> log;
  private final Deadline deadline;
  private final RunEnd end = new RunEnd();
  private final RequestGate gate;
  private final AccessToken accessToken;

  /// Sends the requests that belong to no playlist (tokens, list of the user's playlists).
  private final RetryingSender sender;

  /// The result of [#findOwned].
  private final Map<PlaylistId, OwnedPlaylist> owned = new ConcurrentHashMap<>();

  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable Credentials credentials;

  /// @param time that the run may take
  /// @param log receives a line for each request, if the log level is `DEBUG`
  RunContext(Wiring wiring, Duration time, Consumer<String> log) {
    this.wiring = wiring;
    this.log = wiring.settings().logLevel().only(LogLevel.DEBUG, log);
    this.deadline = Deadline.after(time, wiring.platform().nanos());
    this.gate = new RequestGate(wiring.platform(), wiring.settings().rateLimit(), deadline, end);
    this.accessToken =
        new AccessToken(this::newAccessToken, this::isUserLoggedIn, wiring.platform().nanos());
    this.sender = newSender();
  }

  /// Loads the credentials. Ends the run if they cannot be loaded.
  void load() {
    try {
      Credentials loaded = wiring.authorization().load(this::warn);
      credentials = loaded;
      LoginExpiry.of(loaded).warning(now(), advice()).ifPresent(this::warn);
    } catch (ExtractException failure) {
      end.record(failure);
    } catch (RuntimeException bug) {
      end.record(unexpected(bug));
    }
  }

  /// Requests the access token. Ends the run, before its first playlist, if Spotify issues none.
  void authorize() {
    if (end.reason().isPresent()) {
      return;
    }
    try {
      accessToken.get();
    } catch (ExtractException failure) {
      end.record(failure);
    } catch (RuntimeException bug) {
      end.record(unexpected(bug));
    }
  }

  private String newAccessToken() {
    try {
      return wiring.authorization().newAccessToken(sender, this::warn);
    } catch (ExtractException failure) {
      throw end.record(failure);
    }
  }

  /// Returns a new client that counts its own requests.
  SpotifyClient newClient() {
    return newClient(newSender());
  }

  private SpotifyClient newClient(RetryingSender through) {
    return new SpotifyClient(through, wiring.settings().endpoints(), accessToken);
  }

  private RetryingSender newSender() {
    return new RetryingSender(wiring.platform(), wiring.http(), Retries.DEFAULT, gate, end, log);
  }

  /// Returns the playlists that the user owns or collaborates on, without those that the selection
  /// leaves out.
  ///
  /// @throws ExtractException if the list cannot be read
  List<PlaylistId> findOwned(Selection selection) {
    List<OwnedPlaylist> found =
        new OwnedPlaylists(newClient(sender), advice(), this::warn).find(selection.leftOut());
    found.forEach(playlist -> owned.put(playlist.id(), playlist));
    return found.stream().map(OwnedPlaylist::id).toList();
  }

  PlaylistReader reader(PlaylistId playlist, SpotifyClient spotify) {
    OwnedPlaylist listed = owned.get(playlist);
    int expected = listed == null ? 0 : listed.entries();
    return new PlaylistReader(spotify, advice(), wiring.platform().clock(), playlist, expected);
  }

  /// Whether an error of a playlist is only a warning: `owned` selected the playlist, another user
  /// owns it, and Spotify does not send its entries.
  boolean isOnlyFollowed(PlaylistId playlist, Selection selection, ExtractException failure) {
    OwnedPlaylist listed = owned.get(playlist);
    return failure.isWithoutEntries()
        && listed != null
        && listed.ofOtherUser()
        && !selection.named().contains(playlist);
  }

  private ErrorAdvice advice() {
    return new ErrorAdvice(wiring.credentials().howToLogIn(), isUserLoggedIn());
  }

  private boolean isUserLoggedIn() {
    return credentials != null && credentials.isOfUser();
  }

  Deadline deadline() {
    return deadline;
  }

  RunEnd end() {
    return end;
  }

  /// Whether at least one request to the API succeeded.
  boolean hasApiResponded() {
    return accessToken.wasAccepted();
  }

  /// Returns the number of requests that belong to no playlist.
  int otherRequests() {
    return sender.requests();
  }

  Optional<Integer> refreshTokenDaysLeft() {
    return Optional.ofNullable(credentials).flatMap(known -> LoginExpiry.of(known).daysLeft(now()));
  }

  synchronized void warn(String warning) {
    warnings.add(warning);
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// Wraps a bug as a retryable error, so that the invocation fails and an alarm reports it.
  static ExtractException unexpected(Throwable bug) {
    return ExtractException.retryable(
        "unexpected %s: %s (%s)"
            .formatted(
                bug.getClass().getSimpleName(),
                Redaction.redactMessage(bug),
                bug.getStackTrace().length == 0 ? "" : bug.getStackTrace()[0]),
        bug);
  }

  private Instant now() {
    return wiring.platform().clock().instant();
  }
}
