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

/// A login with the Authorization Code flow. It returns the URL of Spotify's consent page, and then
/// exchanges the code for a refresh token. It does not use PKCE, because the app has a secret and
/// tokens from PKCE need another kind of refresh. The command `login` uses it. Used by one thread.
public final class Login {
  /// The scopes of the consent: reading playlists and saved songs.
  public static final String SCOPES =
      "playlist-read-private playlist-read-collaborative user-library-read";

  private final Endpoints endpoints;
  private final URI redirect;
  private final SpotifyApi api;

  /// The credentials of the app.
  public record App(String clientId, String clientSecret) {
    /// Shows only the client ID, so that no log contains the secret.
    @Override
    public String toString() {
      return "App[" + clientId + "]";
    }
  }

  /// Creates a login for one app.
  ///
  /// @param accounts scheme, host and port of the accounts host
  /// @param redirect the redirect URI, to which Spotify sends the browser; it has to be registered
  ///   with the app
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

  /// Returns the URL of the consent page. Spotify shows the page even if the user agreed before, so
  /// that the user sees the account and the new refresh token is valid for six months.
  ///
  /// @param state Spotify returns it in the redirect
  public URI consentPage(String state) {
    URI page =
        api.authorizationCodeUri().scope(SCOPES).state(state).show_dialog(true).build().execute();
    return endpoints.route(page).target();
  }

  /// Exchanges a code for a refresh token. A code is valid once.
  ///
  /// @throws ExtractException if Spotify issues no refresh token; the message contains the reason
  public String refreshToken(String code) {
    String where = endpoints.tokenRequest();
    try {
      String response = api.authorizationCode(code).build().postJson();
      return JsonObjectText.parse(Objects.requireNonNullElse(response, ""))
          .string("refresh_token")
          .filter(token -> !token.isEmpty())
          .orElseThrow(
              () ->
                  ExtractException.permanent("the response to " + where + " has no refresh_token"));
    } catch (SpotifyHttp.ErrorResponseException error) {
      throw ErrorAdvice.loginError(error.response(), where, redirect);
    } catch (IOException | SpotifyWebApiException | ParseException failure) {
      throw ExtractException.retryable(
          "no usable response to %s (%s). Log in again.".formatted(where, failure.getMessage()),
          failure);
    }
  }
}
