package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Explains error responses of Spotify: the likely cause and what to do. All such texts are in this
/// class. Readers of playlists and `credentials` use it. Immutable.
///
/// @param howToLogIn a clause such as `run …`, from the program that starts the extract
/// @param userLoggedIn whether there is a refresh token; without one the app uses a
///   client-credentials token
public record ErrorAdvice(String howToLogIn, boolean userLoggedIn) {

  /// Returns a sentence that explains how to log in again. It has no final period, because it may
  /// end with a command.
  public String logInAgain() {
    return "Log in again: " + howToLogIn;
  }

  /// Returns the error for an error response of the API to a request for a list or one of its
  /// pages.
  ///
  /// @param where method and URL of the request
  public ExtractException listError(SpotifyList list, ErrorResponse error, String where) {
    String seen = list.name() + ": " + error.describe(where) + ". ";
    return switch (error.status()) {
      case 401 -> unauthorized(seen, error);
      case 403 ->
          list.isPlaylist()
              ? ExtractException.withoutEntries(seen + forbidden(list))
              : ExtractException.permanent(seen + forbidden(list));
      case 404 ->
          ExtractException.permanent(
              seen
                  + (list.isPlaylist()
                      ? "The playlist is private, deleted, or owned by Spotify (apps can no longer"
                          + " read Spotify's own playlists). Make it readable or remove it from"
                          + " those that you configured."
                      : "Spotify has no such list for this user. Remove %s from the playlists that you configured."
                          .formatted(list.name())));
      default ->
          ExtractException.permanent(
              seen
                  + "A retry does not help. Look up the status in Spotify's Web API"
                  + " documentation.");
    };
  }

  private ExtractException unauthorized(String seen, ErrorResponse error) {
    if (error.isExpiredAccessToken()) {
      return ExtractException.retryable(
          seen + "Spotify rejects an access token that it has just issued. A retry may succeed.");
    }
    return ExtractException.permanent(
        seen
            + (userLoggedIn
                ? "The access token was not accepted. "
                : "No user is logged in (client-credentials token). That token can read neither"
                    + " playlists in Development Mode nor user data. ")
            + logInAgain());
  }

  private String forbidden(SpotifyList list) {
    if (list.isPlaylist()) {
      return "Likely causes: (1) the user who logged in neither owns the playlist nor collaborates"
          + " on it; (2) the app may not use this address (apps created since February 2026"
          + " may not use /tracks); (3) the user is not on the app's allowlist (User"
          + " Management in Spotify's dashboard); (4) the Premium subscription of the app's"
          + " owner has ended; (5) the login lacks a scope ("
          + list.scopes()
          + ").";
    }
    return "Likely causes: (1) the login lacks a scope (%s); (2) the user is not on the app's"
            .formatted(list.scopes())
        + " allowlist (User Management in Spotify's dashboard); (3) the Premium subscription of the"
        + " app's owner has ended; (4) the app may not use this endpoint. If a scope is missing,"
        + " log in again: "
        + howToLogIn;
  }

  /// Returns the error for a playlist object without a page of entries. Storing it as an empty
  /// playlist would hide the loss of all its entries.
  public static ExtractException noEntries(SpotifyList list) {
    return ExtractException.withoutEntries(
        "%s: the response to %s contains no page of entries in items or tracks."
                .formatted(list.name(), list.where())
            + " Spotify sends entries only to users who own the playlist or collaborate on it. Log"
            + " in as such a user, or remove the playlist from those that you configured. If owned"
            + " selects it, add its ID with a - in front.");
  }

  /// Returns the error for a playlist object with an ID of another type than a string. The tables
  /// cannot be written from such a document.
  public static ExtractException invalidId(SpotifyList list) {
    return ExtractException.permanent(
        "%s: the id in the response to %s is not a string, so the response is not stored. Run again"
                .formatted(list.name(), list.where())
            + " later.");
  }

  /// Returns the error for a response with another playlist than the requested one.
  public static ExtractException otherPlaylist(SpotifyList list) {
    return ExtractException.permanent(
        "%s: the response to %s contains another playlist".formatted(list.name(), list.where()));
  }

  /// Returns the warning about a collaborative playlist that the user probably only follows.
  public static String onlyFollowed(PlaylistId playlist) {
    return "owned: playlist %s is not read. It is collaborative, but Spotify sends no entries of it"
            .formatted(playlist)
        + " to this user, who probably follows it without collaborating on it. To leave it out, add"
        + " -%s to the playlists.".formatted(playlist);
  }

  /// Returns the error for an error response of the accounts host to a request for an access token.
  ///
  /// @param where method and URL of the request
  public ExtractException tokenError(ErrorResponse error, String where) {
    String seen = error.describe(where);
    return ExtractException.permanent(
        switch (error.reason()) {
          case "invalid_grant" ->
              "Spotify no longer accepts the refresh token (%s). It was revoked, or the user's"
                      .formatted(seen)
                  + " consent is six months old. "
                  + logInAgain();
          case "invalid_client" ->
              "Spotify does not accept the client ID or the client secret (%s). Compare both with"
                      .formatted(seen)
                  + " the app's settings in Spotify's dashboard. A retry does not help.";
          default ->
              "Spotify issued no access token (%s). Look up the error in Spotify's authorization"
                      .formatted(seen)
                  + " guide. A retry does not help.";
        });
  }

  /// Returns the error for an error response of the accounts host during a login.
  ///
  /// @param where method and URL of the request
  /// @param redirect the redirect URI of the login
  public static ExtractException loginError(ErrorResponse error, String where, URI redirect) {
    String seen = error.describe(where);
    if (error.isTransient() || error.isRateLimit()) {
      return ExtractException.retryable(
          "Spotify cannot respond now (%s). Log in again in a few minutes.".formatted(seen));
    }
    return ExtractException.permanent(
        switch (error.reason()) {
          case "invalid_client" ->
              "Spotify does not accept the client ID or the client secret (%s). Compare both with"
                      .formatted(seen)
                  + " the app's settings at https://developer.spotify.com/dashboard";
          case "invalid_grant" ->
              error.messageContains("redirect")
                  ? "Spotify does not accept the redirect URI (%s). Register exactly %s with the app."
                      .formatted(seen, redirect)
                  : "Spotify does not accept the code (%s). A code is valid once and for a few"
                          .formatted(seen)
                      + " minutes. Log in again.";
          default ->
              "Spotify issued no refresh token (%s). Look up the error in Spotify's".formatted(seen)
                  + " authorization guide.";
        });
  }

  /// Returns the error for a response 429 whose pause is longer than the run can wait.
  ///
  /// @param where method and URL of the request
  /// @param limit why the run cannot wait so long, as a clause
  static ExtractException rateLimited(
      ErrorResponse error, String where, RateLimitPause pause, String limit, Instant now) {
    String seen = error.describe(where);
    if (!pause.outlastsRetry()) {
      return ExtractException.retryable(
          "Spotify is rate-limiting this app for %d s (%s) and %s. Stored playlists are kept. A"
                  .formatted(pause.length().toSeconds(), seen, limit)
              + " retry reads the missing playlists.");
    }
    Instant notBefore = now.plus(pause.length()).truncatedTo(ChronoUnit.SECONDS);
    // A request during the block makes it longer, so this error is not retryable.
    return ExtractException.blocked(
        "Spotify is rate-limiting this app (%s) and %s. Stored playlists are kept. Run again after"
                .formatted(seen, limit)
            + " %s%s."
                .formatted(
                    notBefore,
                    !pause.estimated()
                        ? ""
                        : error.retryAfter().isPresent()
                            ? " (estimated)"
                            : " (estimated, Spotify sent no time)"),
        notBefore);
  }

  /// Returns the warning that the refresh token expires soon or has expired.
  public String loginEnds(Instant end, int daysLeft) {
    String left =
        daysLeft < 0 ? "" : " (%d %s left)".formatted(daysLeft, daysLeft == 1 ? "day" : "days");
    return "the refresh token %s on %s%s. %s"
        .formatted(
            daysLeft < 0 ? "expired" : "expires",
            end.truncatedTo(ChronoUnit.SECONDS),
            left,
            logInAgain());
  }

  /// Returns the warning that the expiry of the refresh token is unknown.
  public String loginOfUnknownDate() {
    return "the expiry of the refresh token is unknown, because the time of the login"
        + " (authorized_at) is not stored. The token expires six months after the login, and"
        + " you get no warning before. "
        + logInAgain();
  }

  /// Returns the warning that a new refresh token could not be stored.
  public String refreshTokenNotStored(String error) {
    return "Spotify sent a new refresh token, and it is NOT STORED (%s). The stored token may be"
            .formatted(error)
        + " invalid at the next start. "
        + logInAgain();
  }
}
