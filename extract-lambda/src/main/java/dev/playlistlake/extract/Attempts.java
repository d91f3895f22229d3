package dev.playlistlake.extract;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// Sends requests until there is an answer that counts: passing failures are repeated, and the
/// waits that Spotify asks for are kept, within the run's budget.
final class Attempts {
  /// Spotify counts requests over a rolling window of this length.
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /// A block whose end Spotify doesn't tell: short enough that the next day's run asks again.
  private static final Duration UNTOLD_BLOCK = Duration.ofHours(12);

  private final Outside outside;
  private final Backoff backoff;
  private final Limiter limiter;

  Attempts(Outside outside, Backoff backoff, Limiter limiter) {
    this.outside = outside;
    this.backoff = backoff;
    this.limiter = limiter;
  }

  /// The document asked for, or a refusal that asking again doesn't change.
  ///
  /// @throws ExtractException when the failure stays through all attempts, or the wait is too long
  Answer of(Call call, Tally tally) {
    int failed = 0;
    while (true) {
      limiter.pass();
      try {
        tally.countRequest();
        return ObjectText.of(Objects.requireNonNullElse(call.request().send(), ""));
      } catch (RefusedException refused) {
        Refusal refusal = refused.refusal();
        if (refusal.isRateLimit()) {
          waitOrEnd(refusal, call.where());
        } else if (refusal.isPassing()) {
          pauseOrFail(++failed, refusal.at(call.where()), refused);
        } else {
          return refusal;
        }
      } catch (IOException | SpotifyWebApiException | ParseException broken) {
        pauseOrFail(++failed, call.where() + ": " + broken.getMessage(), broken);
      }
    }
  }

  private void pauseOrFail(int failed, String what, Exception cause) {
    Duration pause = backoff.pause(failed, outside.random().getAsDouble());
    if (!backoff.allowsMoreThan(failed) || !limiter.take(pause)) {
      throw ExtractException.passing(
          "Spotify gave no usable answer in %d attempts, at last %s".formatted(failed, what),
          cause);
    }
    outside.sleep(pause);
  }

  private void waitOrEnd(Refusal refusal, String where) {
    Duration asked = refusal.retryAfter().orElse(RATE_WINDOW);
    Duration wait = asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
    if (refusal.isQuota() || !limiter.shut(wait)) {
      ExtractException blocked = blocked(refusal, where);
      limiter.end(blocked);
      throw blocked;
    }
  }

  /// Asking again while blocked makes the block longer, so no retry may do it.
  private ExtractException blocked(Refusal refusal, String where) {
    Duration block = refusal.retryAfter().orElse(refusal.isQuota() ? UNTOLD_BLOCK : RATE_WINDOW);
    Instant notBefore = outside.clock().instant().plus(block).truncatedTo(ChronoUnit.SECONDS);
    return ExtractException.blocked(
        "Spotify takes no more requests for now (%s), and %d s of waiting are left to this run:"
                .formatted(refusal.at(where), limiter.waitsLeft().toSeconds())
            + " what is stored stays; run again not before "
            + notBefore
            + (refusal.retryAfter().isPresent() ? "" : " (Spotify doesn't say when)"),
        notBefore);
  }
}
