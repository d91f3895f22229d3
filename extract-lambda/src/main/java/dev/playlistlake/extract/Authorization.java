package dev.playlistlake.extract;

import java.util.Optional;
import java.util.regex.Pattern;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.SpotifyApi;

/// Gets access tokens: with the refresh token of a user who logged in, else for the app alone.
final class Authorization {
  private static final String TOKEN_PATH = "/api/token";

  /// The HTTP client would show any other value in its exception.
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]+");

  private final Credentials credentials;
  private final IHttpManager http;
  private final String where;
  private Optional<String> refreshToken;

  Authorization(Credentials credentials, IHttpManager http, Endpoints endpoints) {
    this.credentials = credentials;
    this.http = http;
    this.where = "POST " + Endpoints.shown(endpoints.accounts().resolve(TOKEN_PATH));
    this.refreshToken = credentials.refreshToken();
  }

  boolean isOfUser() {
    return credentials.refreshToken().isPresent();
  }

  /// @throws ExtractException that ends the run: without a token no playlist can be read
  synchronized String newAccessToken(Attempts attempts, Tally tally) {
    try {
      return switch (attempts.of(new Call(where, request()), tally)) {
        case ObjectText answer -> accept(answer);
        case Refusal refusal -> throw TokenRefusals.failure(refusal, where);
      };
    } catch (ExtractException failure) {
      throw failure.endingRun();
    }
  }

  private Call.Request request() {
    SpotifyApi.Builder api =
        new SpotifyApi.Builder()
            .setHttpManager(http)
            .setClientId(credentials.clientId())
            .setClientSecret(credentials.clientSecret());
    return refreshToken
        .<Call.Request>map(
            token ->
                api.setRefreshToken(token).build().authorizationCodeRefresh().build()::postJson)
        .orElseGet(() -> api.build().clientCredentials().build()::postJson);
  }

  /// A new refresh token, which an answer may carry, takes the old one's place.
  private String accept(ObjectText answer) {
    answer.string("refresh_token").filter(token -> !token.isEmpty()).ifPresent(this::rotate);
    return answer
        .string("access_token")
        .filter(token -> HEADER_VALUE.matcher(token).matches())
        .orElseThrow(
            () ->
                ExtractException.passing(
                    "the answer of " + where + " has no access_token of printable characters",
                    null));
  }

  private void rotate(String token) {
    refreshToken = Optional.of(token);
  }
}
