package dev.playlistlake.extract;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// Sends requests until there is an answer that counts: passing failures are repeated, and the
/// waits that Spotify asks for are kept, within the run's budget.
final class Attempts {
  private final Outside outside;
  private final Backoff backoff;
  private final Limiter limiter;
  private final Consumer<String> log;

  /// @param log takes a line for each request
  Attempts(Outside outside, Backoff backoff, Limiter limiter, Consumer<String> log) {
    this.outside = outside;
    this.backoff = backoff;
    this.limiter = limiter;
    this.log = log;
  }

  /// The document asked for, or a refusal that asking again doesn't change.
  ///
  /// @throws ExtractException when the failure stays through all attempts, or the wait is too long
  Answer of(Call call, Tally tally) {
    CallLog requests = new CallLog(call, outside.nanos(), log);
    int failed = 0;
    while (true) {
      limiter.pass();
      try {
        tally.countRequest();
        return requests.send(limiter.deadline());
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
        pauseOrFail(++failed, call.where() + ": " + Redaction.of(broken.getMessage() + ""), broken);
      }
    }
  }

  private void pauseOrFail(int failed, String what, Exception cause) {
    Duration pause = backoff.pause(failed, outside.random().getAsDouble());
    if (!backoff.allowsMoreThan(failed) || !limiter.take(pause)) {
      if (!limiter.deadline().left().isPositive()) {
        throw Deadline.over(cause);
      }
      throw ExtractException.passing(
          "Spotify gave no usable answer in %d attempts, at last %s".formatted(failed, what),
          cause);
    }
    outside.sleep(pause);
  }

  private void waitOrEnd(Refusal refusal, String where) {
    Block block = Block.of(refusal);
    if (refusal.isQuota() || !limiter.shut(block.length())) {
      ExtractException failure =
          block.failure(where, limiter.limit(block.length()), outside.clock().instant());
      limiter.end(failure);
      throw failure;
    }
  }
}
