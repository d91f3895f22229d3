package dev.playlistlake.extract;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.playlistlake.extract.spotify.JsonObjectText;
import dev.playlistlake.extract.spotify.RetryAfter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// The time until which Spotify blocks this app. A run stores it in the raw bucket for the next
/// run, because a request during the block makes the block longer.
///
/// @param until the end of the block; a time in the past means that there is no block
/// @param reason the error message of the run that found the block
record BlockedUntil(Instant until, String reason) {
  /// The key in the raw bucket.
  static final String KEY = "state/not_before.json";

  private static final String UNTIL = "not_before";

  /// Reads a stored document. Returns empty if it contains no valid instant: an unreadable document
  /// must not stop any run.
  static Optional<BlockedUntil> parse(String json) {
    try {
      JsonObjectText document = JsonObjectText.parse(json);
      return document
          .string(UNTIL)
          .map(
              until ->
                  new BlockedUntil(Instant.parse(until), document.string("reason").orElse("")));
    } catch (IOException | DateTimeException _) {
      return Optional.empty();
    }
  }

  String json() {
    return "{\"%s\": \"%s\", \"reason\": \"%s\"}\n"
        .formatted(UNTIL, until, new String(JsonStringEncoder.getInstance().quoteAsString(reason)));
  }

  /// Returns false if the block ends later than any block that a run stores. Such a time was edited
  /// by hand, and a typing error must not stop the schedule for years.
  boolean isPlausible(Instant now) {
    return !until.isAfter(now.plus(RetryAfter.MAX));
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }
}
