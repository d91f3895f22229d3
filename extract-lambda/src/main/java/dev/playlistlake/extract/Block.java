package dev.playlistlake.extract;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// For how long an answer 429 shuts everybody out.
record Block(Refusal refusal, Duration length) {
  /// Spotify counts requests over a rolling window of this length.
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /// AWS repeats a failed invocation after a minute: no block that is over by then needs a mark.
  private static final Duration UNTIL_A_RETRY = Duration.ofMinutes(1);

  /// A block whose end Spotify doesn't tell: short enough that the next day's run asks again.
  private static final Duration UNTOLD_QUOTA = Duration.ofHours(12);

  /// A day's quota isn't full again within seconds, whatever the header says.
  private static final Duration SHORTEST_QUOTA = Duration.ofHours(1);

  static Block of(Refusal refusal) {
    Optional<Duration> told = refusal.retryAfter();
    return new Block(
        refusal,
        refusal.isQuota()
            ? longer(told.filter(Duration::isPositive).orElse(UNTOLD_QUOTA), SHORTEST_QUOTA)
            : longer(told.orElse(RATE_WINDOW), SHORTEST_WAIT));
  }

  /// The failure of a run that can't wait for so long.
  ///
  /// @param limit why it can't
  ExtractException failure(String where, String limit, Instant now) {
    String said = refusal.at(where);
    if (!refusal.isQuota() && length.compareTo(UNTIL_A_RETRY) <= 0) {
      return ExtractException.passing(
              "Spotify takes no more requests for %d s (%s), and %s: what is stored stays, and a"
                      .formatted(length.toSeconds(), said, limit)
                  + " retry goes on with what is missing",
              null)
          .endingRun();
    }
    Instant notBefore = now.plus(length).truncatedTo(ChronoUnit.SECONDS);
    // Asking again while blocked makes the block longer, so no retry may do it.
    return ExtractException.blocked(
        "Spotify takes no more requests for now (%s), and %s: what is stored stays; run again not"
                .formatted(said, limit)
            + " before "
            + notBefore
            + (refusal.retryAfter().isPresent() ? "" : " (Spotify doesn't say when)"),
        notBefore);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
