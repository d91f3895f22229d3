package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.Endpoints;
import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.JsonObjectText;
import dev.playlistlake.extract.spotify.SpotifyHttp;
import dev.playlistlake.extract.spotify.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// A login by the Authorization Code flow: the page where a person agrees, and the refresh token
/// for the code that comes back. Without PKCE, because the app has a secret: tokens from PKCE are
/// refreshed in another way. One thread uses it.
public final class Login {
  /// What a person has to agree to: the playlists, and the saved songs.
  public static final String SCOPES =
      "playlist-read-private playlist-read-collaborative user-library-read";

  private final Endpoints endpoints;
  private final URI redirect;
  private final SpotifyApi api;

  /// The app that a person agrees to.
  public record App(String clientId, String clientSecret) {
    /// Shows the client id only: a log is no place for the secret.
    @Override
    public String toString() {
      return "App[" + clientId + "]";
    }
  }

  /// A login to one app.
  ///
  /// @param accounts the accounts host, scheme, host and port only
  /// @param redirect where Spotify sends the browser back to; registered with the app
  public Login(URI accounts, App app, URI redirect) {
    this.endpoints = new Endpoints(Endpoints.SPOTIFY_API, accounts);
    this.redirect = redirect;
    this.api =
        new SpotifyApi.Builder()
            .setHttpManager(new SpotifyHttp(endpoints, Timeouts.DEFAULT, Clock.systemUTC()))
            .setClientId(app.clientId())
            .setClientSecret(app.clientSecret())
            .setRedirectUri(redirect)
            .build();
  }

  /// The page where a person agrees. It asks those too who agreed before: they see which account it
  /// is, and the refresh token is valid for six months again.
  ///
  /// @param state comes back with the answer
  public URI consentPage(String state) {
    URI page =
        api.authorizationCodeUri().scope(SCOPES).state(state).show_dialog(true).build().execute();
    return endpoints.route(page).target();
  }

  /// Redeems a code, which is valid once.
  ///
  /// @throws ExtractException that says why Spotify issues no refresh token for it
  public String refreshToken(String code) {
    String where = endpoints.tokenRequest();
    try {
      String response = api.authorizationCode(code).build().postJson();
      return JsonObjectText.parse(Objects.requireNonNullElse(response, ""))
          .string("refresh_token")
          .filter(token -> !token.isEmpty())
          .orElseThrow(
              () ->
                  ExtractException.permanent("the response of " + where + " has no refresh_token"));
    } catch (SpotifyHttp.ErrorResponseException error) {
      throw ErrorAdvice.loginError(error.response(), where, redirect);
    } catch (IOException | SpotifyWebApiException | ParseException failure) {
      throw ExtractException.retryable(
          "no usable response of %s: %s. Log in again".formatted(where, failure.getMessage()),
          failure);
    }
  }
}
