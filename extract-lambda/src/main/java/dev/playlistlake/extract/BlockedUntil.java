package dev.playlistlake.extract;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.playlistlake.extract.spotify.JsonObjectText;
import dev.playlistlake.extract.spotify.RetryAfter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Until when Spotify blocks this app. One run stores it for the next, because a request meanwhile
/// would make the block longer.
///
/// @param until in the past when the block is lifted
record BlockedUntil(Instant until, String reason) {
  /// Its key in the raw bucket.
  static final String KEY = "state/not_before.json";

  private static final String UNTIL = "not_before";

  /// Empty when the text has no instant: a document that nobody can read must not stop runs.
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

  /// No run stores a later instant: a typing error must not stop a schedule for years.
  boolean isPlausible(Instant now) {
    return !until.isAfter(now.plus(RetryAfter.MAX));
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }
}
