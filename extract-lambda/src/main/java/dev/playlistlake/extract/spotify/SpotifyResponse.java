package dev.playlistlake.extract.spotify;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What Spotify sent in response to a request.
public sealed interface SpotifyResponse {

  /// The document that was asked for.
  record Document(JsonObjectText json) implements SpotifyResponse {}

  /// Any status other than 2xx.
  ///
  /// @param reason the API's `reason` or the accounts host's `error`; empty when not sent
  /// @param message empty when not sent, or not as JSON
  /// @param retryAfter empty when not sent; may be negative when it was a date
  record ErrorResponse(int status, String reason, String message, Optional<Duration> retryAfter)
      implements SpotifyResponse {

    public ErrorResponse {
      reason = Redaction.redact(reason);
      message = Redaction.redact(message);
    }

    /// Reads `{"error":{"message":…,"reason":…}}` (API) or `{"error":…,"error_description":…}`
    /// (accounts host). Any other body has neither reason nor message.
    static ErrorResponse parse(int status, String body, Optional<Duration> retryAfter) {
      try {
        JsonObjectText json = JsonObjectText.parse(body);
        Optional<JsonObjectText.Member> error = json.member("error", JsonToken.START_OBJECT);
        JsonObjectText from = error.isPresent() ? json.inner(error.get()) : json;
        return new ErrorResponse(
            status,
            from.string(error.isPresent() ? "reason" : "error").orElse(""),
            from.string(error.isPresent() ? "message" : "error_description").orElse(""),
            retryAfter);
      } catch (IOException notJson) {
        return new ErrorResponse(status, "", "", retryAfter);
      }
    }

    /// Too many requests in the last half minute, or in the last day.
    public boolean isRateLimit() {
      return status == 429;
    }

    /// The quota of the day is used up: no request is accepted for hours.
    boolean isQuota() {
      return reason.equals("QUOTA_EXCEEDED");
    }

    /// An error at Spotify that the next request may not meet.
    public boolean isTransient() {
      return status >= 500 || status == 408;
    }

    /// The refresh token, or the code of a login, is no longer accepted.
    public boolean isInvalidGrant() {
      return reason.equals("invalid_grant");
    }

    boolean isExpiredAccessToken() {
      return status == 401 && says("expired");
    }

    boolean says(String word) {
      return message.toLowerCase(Locale.ROOT).contains(word);
    }

    /// For a message: `403 at GET https://…: "Forbidden"`.
    ///
    /// @param where method and URL of the request
    String describe(String where) {
      String reasonShown = reason.isEmpty() ? "" : " " + reason;
      String messageShown = message.isEmpty() ? "" : ": \"" + message + "\"";
      return status + reasonShown + " at " + where + messageShown;
    }
  }
}
