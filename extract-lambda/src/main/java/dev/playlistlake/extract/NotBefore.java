package dev.playlistlake.extract;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Until when Spotify takes no requests, as one run leaves it for the next: asking meanwhile would
/// make the block longer.
///
/// @param until in the past when it is lifted
record NotBefore(Instant until, String reason) {
  /// Its object in the raw bucket.
  static final String KEY = "state/not_before.json";

  private static final String UNTIL = "not_before";

  /// Empty when there is no instant in the text: a mark that nobody can read must not stop runs.
  static Optional<NotBefore> of(String json) {
    try {
      ObjectText document = ObjectText.of(json);
      return document
          .string(UNTIL)
          .map(until -> new NotBefore(Instant.parse(until), document.string("reason").orElse("")));
    } catch (IOException | DateTimeException _) {
      return Optional.empty();
    }
  }

  String json() {
    return "{\"%s\": \"%s\", \"reason\": \"%s\"}\n"
        .formatted(UNTIL, until, new String(JsonStringEncoder.getInstance().quoteAsString(reason)));
  }

  /// No run leaves a mark that is later: a slip of a hand must not stop a schedule for years.
  boolean isBelievable(Instant now) {
    return !until.isAfter(now.plus(RetryAfter.LONGEST));
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }
}
