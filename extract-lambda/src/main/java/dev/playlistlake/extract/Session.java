package dev.playlistlake.extract;

import dev.playlistlake.model.LogLevel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What all playlists of a run share: the gate, the token, and what is counted and told at the end.
final class Session {
  private final Extraction.Parts parts;
  private final Deadline deadline;
  private final Limiter limiter;
  private final Attempts attempts;
  private final SpotifyRun spotify;
  private final Tally tally = new Tally();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Map<String, Effort> efforts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Error> broken = new AtomicReference<>();
  private @Nullable Credentials credentials;

  /// What a playlist has cost so far, for others to see while its thread is busy.
  private record Effort(Tally tally, long start) {}

  /// @param time that the run may take
  /// @param log takes a line for each request, when the settings want one
  Session(Extraction.Parts parts, Duration time, Consumer<String> log) {
    this.parts = parts;
    this.deadline = Deadline.after(time, parts.outside().nanos());
    this.limiter = new Limiter(parts.outside(), parts.settings().pacing(), deadline);
    this.attempts =
        new Attempts(
            parts.outside(),
            parts.settings().patience().backoff(),
            limiter,
            parts.settings().logLevel().only(LogLevel.DEBUG, log));
    this.spotify =
        new SpotifyRun(parts.http(), parts.settings().endpoints(), attempts, this::newAccessToken);
  }

  /// Reads the credentials; without them the run has ended.
  void load() {
    try {
      credentials = parts.authorization().load(this::warn);
      TokenLife.of(credentials)
          .warning(parts.outside().clock().instant(), parts.credentials())
          .ifPresent(this::warn);
    } catch (ExtractException failure) {
      limiter.end(failure);
    } catch (RuntimeException bug) {
      limiter.end(unexpected(bug).endingRun());
    }
  }

  /// Gets the access token; without one the run has ended.
  void authorize() {
    try {
      limiter.requireOpen();
      spotify.authorize();
    } catch (ExtractException failure) {
      limiter.end(failure);
    } catch (RuntimeException bug) {
      limiter.end(unexpected(bug).endingRun());
    }
  }

  /// Does the work for one playlist, unless the run has ended; a failure is told and not thrown.
  PlaylistReport attempt(String playlist, Function<Tally, PlaylistReport> work) {
    Effort effort = begin();
    efforts.put(playlist, effort);
    try {
      limiter.requireOpen();
      return work.apply(effort.tally()).after(effort.tally().requests(), seconds(effort));
    } catch (ExtractException failure) {
      return failed(playlist, failure, effort);
    } catch (RuntimeException bug) {
      // The next playlist may well pass, and the failed invocation makes somebody look.
      return failed(playlist, unexpected(bug), effort);
    } catch (Error error) {
      // Thrown again when the report is told, which would be lost otherwise.
      broken.compareAndSet(null, error);
      return failed(playlist, unexpected(error), effort);
    }
  }

  /// The report of a playlist whose work has not ended in time, or not begun.
  PlaylistReport givenUp(String playlist) {
    Effort effort = efforts.getOrDefault(playlist, begin());
    return PlaylistReport.failed(
        playlist, Deadline.over(null), effort.tally().requests(), seconds(effort));
  }

  private PlaylistReport failed(String playlist, ExtractException failure, Effort effort) {
    int requests = effort.tally().requests();
    if (failure.endsRun()) {
      limiter.end(failure);
      if (!limiter.takesTheBlame()) {
        return PlaylistReport.skipped(
            playlist,
            "the run ended at another playlist, whose reason holds for this one too",
            requests,
            seconds(effort));
      }
    }
    return PlaylistReport.failed(playlist, failure, requests, seconds(effort));
  }

  SpotifyRun spotify() {
    return spotify;
  }

  Refusals refusals() {
    boolean ofUser =
        Optional.ofNullable(credentials).flatMap(Credentials::refreshToken).isPresent();
    return new Refusals(ofUser, parts.credentials());
  }

  Deadline deadline() {
    return deadline;
  }

  /// Counts the requests that belong to no playlist.
  Tally tally() {
    return tally;
  }

  synchronized void warn(String warning) {
    warnings.add(warning);
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  Optional<Integer> refreshTokenDaysLeft() {
    return Optional.ofNullable(credentials)
        .flatMap(known -> TokenLife.of(known).daysLeft(parts.outside().clock().instant()));
  }

  /// The failure that ended the run; empty when it went to its end.
  Optional<ExtractException> end() {
    return limiter.failure();
  }

  /// What broke the machine, not just a playlist: nothing should go on behind the report.
  Optional<Error> broken() {
    return Optional.ofNullable(broken.get());
  }

  private String newAccessToken() {
    return parts.authorization().newAccessToken(attempts, tally, this::warn);
  }

  private Effort begin() {
    return new Effort(new Tally(), parts.outside().nanos().getAsLong());
  }

  private double seconds(Effort effort) {
    return Duration.ofNanos(parts.outside().nanos().getAsLong() - effort.start()).toMillis()
        / 1000.0;
  }

  private static ExtractException unexpected(Throwable bug) {
    return ExtractException.passing(
        "unexpected %s: %s (%s)"
            .formatted(
                bug.getClass().getSimpleName(),
                Redaction.of(bug.getMessage() + ""),
                bug.getStackTrace().length == 0 ? "" : bug.getStackTrace()[0]),
        bug);
  }
}
