package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Says what an error response of Spotify means for a person, and what to do about it. All such
/// texts are here.
///
/// @param howToLogIn a clause such as `run …`, from whoever starts the extract
/// @param userLoggedIn whether there is a refresh token; without one the app uses a token of its
///   own
public record ErrorAdvice(String howToLogIn, boolean userLoggedIn) {

  public String logInAgain() {
    return "Log in again: " + howToLogIn;
  }

  /// An error of the API about a list or one of its pages.
  ///
  /// @param where method and URL of the request
  public ExtractException listError(SpotifyList list, ErrorResponse error, String where) {
    String seen = list.name() + ": " + error.describe(where) + ". ";
    return switch (error.status()) {
      case 401 -> unauthorized(seen, error);
      case 403 -> ExtractException.permanent(seen + forbidden(list));
      case 404 ->
          ExtractException.permanent(
              seen
                  + (list.isPlaylist()
                      ? "The playlist is private, deleted, or owned by Spotify (which no longer"
                          + " gives its own playlists to apps): make it readable or take it out of"
                          + " PLAYLIST_IDS"
                      : "Spotify has no such list for this user: take %s out of PLAYLIST_IDS"
                          .formatted(list.name())));
      default ->
          ExtractException.permanent(
              seen + "A retry doesn't help: look the status up in Spotify's Web API documentation");
    };
  }

  private ExtractException unauthorized(String seen, ErrorResponse error) {
    if (error.isExpiredAccessToken()) {
      return ExtractException.retryable(seen + "The access token was renewed just before");
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
          + " on it; (2) the app may not use this endpoint, which is an old one; (3) the user is"
          + " not on the app's allowlist (User Management in Spotify's dashboard); (4) the Premium"
          + " subscription of the app's owner lapsed; (5) the login lacks a scope ("
          + list.scopes()
          + ")";
    }
    return "Likely causes: (1) the login lacks a scope (%s); (2) the user is not on the app's"
            .formatted(list.scopes())
        + " allowlist (User Management in Spotify's dashboard); (3) the Premium subscription of"
        + " the app's owner lapsed; (4) the app may not use this endpoint. For a scope: "
        + logInAgain();
  }

  /// A playlist without entries. To read it as an empty one would lose the playlist silently.
  public static ExtractException noEntries(SpotifyList list) {
    return ExtractException.permanent(
        "%s is not readable: the response of %s has neither in items nor in tracks a page"
                .formatted(list.name(), list.where())
            + " with an array items. Spotify sends entries only to a user who owns the playlist or"
            + " collaborates on it: log in as one, or take it out of PLAYLIST_IDS");
  }

  /// An error of the accounts host, which then issues no access token.
  public ExtractException tokenError(ErrorResponse error, String where) {
    String seen = error.describe(where);
    return ExtractException.permanent(
        switch (error.reason()) {
          case "invalid_grant" ->
              "Spotify no longer accepts the refresh token (%s): it was revoked, or the user's"
                      .formatted(seen)
                  + " consent is six months old. "
                  + logInAgain();
          case "invalid_client" ->
              "Spotify doesn't know this client id with this secret (%s): compare client id and"
                      .formatted(seen)
                  + " secret with the app's settings in Spotify's dashboard; a retry doesn't help";
          default ->
              "Spotify issues no access token (%s): look the error up in Spotify's authorization"
                      .formatted(seen)
                  + " guide; a retry doesn't help";
        });
  }

  /// An error of the accounts host to a person who is logging in.
  public static ExtractException loginError(ErrorResponse error, String where, URI redirect) {
    String seen = error.describe(where);
    if (error.isTransient() || error.isRateLimit()) {
      return ExtractException.retryable(
          "Spotify can't answer now (%s): log in again in some minutes".formatted(seen));
    }
    return ExtractException.permanent(
        switch (error.reason()) {
          case "invalid_client" ->
              "Spotify doesn't know this client id with this secret (%s): compare both with the"
                      .formatted(seen)
                  + " app's settings at https://developer.spotify.com/dashboard";
          case "invalid_grant" ->
              error.says("redirect")
                  ? "Spotify doesn't know the redirect URI (%s): register exactly %s with the app"
                      .formatted(seen, redirect)
                  : "Spotify doesn't accept the code (%s): it is valid once and for some minutes."
                          .formatted(seen)
                      + " Log in again";
          default ->
              "Spotify issues no refresh token (%s): look the error up in Spotify's".formatted(seen)
                  + " authorization guide";
        });
  }

  /// A response 429 whose pause is longer than the run can wait.
  ///
  /// @param limit why it can't wait so long
  static ExtractException rateLimited(
      ErrorResponse error, String where, RateLimitPause pause, String limit, Instant now) {
    String seen = error.describe(where);
    if (!pause.outlastsRetry()) {
      return ExtractException.retryable(
          "Spotify is rate-limiting this app for %d s (%s) and %s. Stored playlists are kept; a"
                  .formatted(pause.length().toSeconds(), seen, limit)
              + " retry reads what is missing");
    }
    Instant notBefore = now.plus(pause.length()).truncatedTo(ChronoUnit.SECONDS);
    // A request during the block would make it longer, so no retry may send one.
    return ExtractException.blocked(
        "Spotify is rate-limiting this app (%s) and %s. Stored playlists are kept. Run again after"
                .formatted(seen, limit)
            + " %s%s"
                .formatted(
                    notBefore, error.retryAfter().isPresent() ? "" : " (Spotify doesn't say when)"),
        notBefore);
  }

  /// The refresh token ends soon, or has ended.
  public String loginEnds(Instant end, int daysLeft) {
    return "the refresh token %s on %s (%d days left). %s"
        .formatted(
            daysLeft < 0 ? "ended" : "ends",
            end.truncatedTo(ChronoUnit.SECONDS),
            daysLeft,
            logInAgain());
  }

  /// The refresh token ends at an unknown time.
  public String loginOfUnknownDate() {
    return "when the refresh token ends is not known, because the date of the login (authorized_at)"
        + " is not stored: it ends six months after the login, and nobody can be warned. "
        + logInAgain();
  }

  /// A new refresh token that could not be stored.
  public String refreshTokenNotStored(String error) {
    return "Spotify sent a new refresh token, and it is NOT STORED: %s. The stored one may no longer"
            .formatted(error)
        + " be valid at the next start. "
        + logInAgain();
  }
}
