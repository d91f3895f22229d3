package dev.playlistlake.extract;

import java.io.IOException;
import java.time.Duration;
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

  private final Outside outside;
  private final Backoff backoff;
  private final WaitBudget budget;

  Attempts(Outside outside, Backoff backoff, WaitBudget budget) {
    this.outside = outside;
    this.backoff = backoff;
    this.budget = budget;
  }

  /// The document asked for, or a refusal that asking again doesn't change.
  ///
  /// @throws ExtractException when the failure stays through all attempts, or the wait is too long
  Answer of(Call call, Tally tally) {
    int failed = 0;
    while (true) {
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
    if (!backoff.allowsMoreThan(failed)) {
      throw ExtractException.passing(
          "Spotify gave no usable answer in %d attempts, at last %s".formatted(failed, what),
          cause);
    }
    outside.sleep(backoff.pause(failed, outside.random().getAsDouble()));
  }

  private void waitOrEnd(Refusal refusal, String where) {
    Duration asked = refusal.retryAfter().orElse(RATE_WINDOW);
    Duration wait = asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
    if (refusal.isQuota() || !budget.take(wait)) {
      throw tooManyRequests(refusal, where).endingRun();
    }
    outside.sleep(wait);
  }

  /// Asking again while blocked makes the block longer, so no retry may do it.
  private ExtractException tooManyRequests(Refusal refusal, String where) {
    String until =
        refusal
            .retryAfter()
            .map(wait -> outside.clock().instant().plus(wait).truncatedTo(ChronoUnit.SECONDS))
            .map(instant -> "not before " + instant)
            .orElse("in a day, as Spotify doesn't say when");
    return ExtractException.lasting(
        "Spotify takes no more requests for now (%s), and %d s of waiting are left to this run:"
                .formatted(refusal.at(where), budget.left().toSeconds())
            + " what is stored stays; run again "
            + until);
  }
}
