package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// An answer of Spotify that is not what was asked for.
///
/// @param reason the API's `reason` or the accounts host's `error`; empty when not sent
/// @param message empty when not sent, or not as JSON
/// @param retryAfter empty when not sent; may be negative when it was a date
record Refusal(int status, String reason, String message, Optional<Duration> retryAfter)
    implements Answer {

  /// The accounts host's word for a refresh token that is dead.
  static final String DEAD_GRANT = "invalid_grant";

  Refusal {
    reason = Redaction.of(reason);
    message = Redaction.of(message);
  }

  /// Reads `{"error":{"message":…,"reason":…}}` (API), `{"error":…,"error_description":…}`
  /// (accounts) and anything else as neither.
  static Refusal of(int status, String body, Optional<Duration> retryAfter) {
    try {
      ObjectText answer = ObjectText.of(body);
      Optional<ObjectText.Member> error = answer.member("error", JsonToken.START_OBJECT);
      if (error.isEmpty()) {
        return of(status, answer, "error", "error_description", retryAfter);
      }
      return of(status, answer.inner(error.get()), "reason", "message", retryAfter);
    } catch (IOException notJson) {
      return new Refusal(status, "", "", retryAfter);
    }
  }

  private static Refusal of(
      int status, ObjectText from, String reason, String message, Optional<Duration> retryAfter) {
    return new Refusal(
        status, from.string(reason).orElse(""), from.string(message).orElse(""), retryAfter);
  }

  /// Too many requests in the last half minute, or in the last day.
  boolean isRateLimit() {
    return status == 429;
  }

  /// The day's quota: nothing is answered for hours.
  boolean isQuota() {
    return reason.equals("QUOTA_EXCEEDED");
  }

  /// A fault at Spotify that the next request may not meet.
  boolean isPassing() {
    return status >= 500 || status == 408;
  }

  boolean isDeadGrant() {
    return reason.equals(DEAD_GRANT);
  }

  boolean isExpiredToken() {
    return status == 401 && says("expired");
  }

  /// Nobody has published in which words the newest apps are told that 100 entries are too many.
  boolean isBadRequest() {
    return status == 400;
  }

  boolean says(String word) {
    return message.toLowerCase(Locale.ROOT).contains(word);
  }

  /// Status, place and words for a message: `403 at GET https://…: "Forbidden"`.
  String at(String where) {
    String reasonShown = reason.isEmpty() ? "" : " " + reason;
    String messageShown = message.isEmpty() ? "" : ": \"" + message + "\"";
    return status + reasonShown + " at " + where + messageShown;
  }
}
