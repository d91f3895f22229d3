package dev.playlistlake.extract.spotify;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A response of Spotify. Immutable.
public sealed interface SpotifyResponse {

  /// The requested document.
  record Document(JsonObjectText json) implements SpotifyResponse {}

  /// A response with any other status than 2xx.
  ///
  /// @param reason `reason` of the API or `error` of the accounts host, redacted; empty if not sent
  /// @param message redacted; empty if not sent, or if the body is not JSON
  /// @param retryAfter empty if not sent; may be negative if the header is a date
  record ErrorResponse(int status, String reason, String message, Optional<Duration> retryAfter)
      implements SpotifyResponse {

    public ErrorResponse {
      reason = Redaction.redact(reason);
      message = Redaction.redact(message);
    }

    /// Parses `{"error":{"message":…,"reason":…}}` (API) or `{"error":…,"error_description":…}`
    /// (accounts host). For any other body, reason and message are empty.
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

    /// Whether the app sent too many requests in the last 30 seconds or in the last day.
    public boolean isRateLimit() {
      return status == 429;
    }

    /// Whether the daily quota is used up. Spotify then rejects all requests for hours.
    boolean isQuota() {
      return reason.equals("QUOTA_EXCEEDED");
    }

    /// Whether it is an error inside Spotify, so that a retry may succeed.
    public boolean isTransient() {
      return status >= 500 || status == 408;
    }

    /// Whether the refresh token, or the code of a login, is no longer valid.
    public boolean isInvalidGrant() {
      return reason.equals("invalid_grant");
    }

    /// Whether the access token was rejected. The message has many wordings.
    boolean isUnauthorized() {
      return status == 401;
    }

    /// Whether the request needs the token of a user instead of the token of an app.
    boolean needsUser() {
      return messageContains("user authentication required");
    }

    boolean isExpiredAccessToken() {
      return status == 401 && messageContains("expired");
    }

    boolean messageContains(String word) {
      return message.toLowerCase(Locale.ROOT).contains(word);
    }

    /// Returns a text for messages, such as `403 at GET https://…: "Forbidden"`.
    ///
    /// @param where method and URL of the request
    String describe(String where) {
      String reasonShown = reason.isEmpty() ? "" : " " + reason;
      String messageShown = message.isEmpty() ? "" : ": \"" + message + "\"";
      return status + reasonShown + " at " + where + messageShown;
    }
  }
}
