package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.credentials.LoginExpiry;
import dev.playlistlake.extract.spotify.AccessToken;
import dev.playlistlake.extract.spotify.Deadline;
import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.OwnedPlaylists;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The parts that the playlists of one run share: rate limit, access token, the run's end,
/// warnings. An [ExtractRun] and an [ExtractCheck] have one each. Credentials are loaded before
/// other threads use it.
final class RunContext {
  private final Wiring wiring;
  private final Consumer<String> log;
  private final Deadline deadline;
  private final RunEnd end = new RunEnd();
  private final RequestGate gate;
  private final AccessToken accessToken;

  /// For requests that belong to no playlist: for tokens and for the list of the user's playlists.
  private final RetryingSender sender;

  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable Credentials credentials;

  /// @param time that the run may take
  /// @param log receives a line for each request, when the log level asks for it
  RunContext(Wiring wiring, Duration time, Consumer<String> log) {
    this.wiring = wiring;
    this.log = wiring.settings().logLevel().only(LogLevel.DEBUG, log);
    this.deadline = Deadline.after(time, wiring.platform().nanos());
    this.gate = new RequestGate(wiring.platform(), wiring.settings().rateLimit(), deadline, end);
    this.accessToken = new AccessToken(this::newAccessToken);
    this.sender = newSender();
  }

  /// Loads the credentials; without them the run ends.
  void load() {
    try {
      Credentials loaded = wiring.authorization().load(this::warn);
      credentials = loaded;
      LoginExpiry.of(loaded).warning(now(), advice()).ifPresent(this::warn);
    } catch (ExtractException failure) {
      end.because(failure);
    } catch (RuntimeException bug) {
      end.because(unexpected(bug));
    }
  }

  /// Requests the access token, so that a run without one ends before its first playlist.
  void authorize() {
    if (end.reason().isPresent()) {
      return;
    }
    try {
      accessToken.get();
    } catch (ExtractException failure) {
      end.because(failure);
    } catch (RuntimeException bug) {
      end.because(unexpected(bug));
    }
  }

  private String newAccessToken() {
    try {
      return wiring.authorization().newAccessToken(sender, this::warn);
    } catch (ExtractException failure) {
      throw end.because(failure);
    }
  }

  /// A client that counts its own requests.
  SpotifyClient newClient() {
    return newClient(newSender());
  }

  private SpotifyClient newClient(RetryingSender through) {
    return new SpotifyClient(through, wiring.settings().endpoints(), accessToken);
  }

  private RetryingSender newSender() {
    return new RetryingSender(wiring.platform(), wiring.http(), Retries.DEFAULT, gate, end, log);
  }

  /// The playlists that the user owns or collaborates on.
  ///
  /// @throws ExtractException when the list can't be read
  List<PlaylistId> findOwned() {
    return new OwnedPlaylists(newClient(sender), advice(), this::warn).find();
  }

  PlaylistReader reader(PlaylistId playlist, SpotifyClient spotify) {
    return new PlaylistReader(spotify, advice(), wiring.platform().clock(), playlist);
  }

  private ErrorAdvice advice() {
    boolean userLoggedIn = credentials != null && credentials.isOfUser();
    return new ErrorAdvice(wiring.credentials().howToLogIn(), userLoggedIn);
  }

  Deadline deadline() {
    return deadline;
  }

  RunEnd end() {
    return end;
  }

  /// Whether the API sent what was asked for at least once.
  boolean hasApiAnswered() {
    return accessToken.wasAccepted();
  }

  /// How many requests belong to no playlist.
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

  /// Reports a bug as a failure that a retry may cure: then the invocation fails and somebody
  /// looks.
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
