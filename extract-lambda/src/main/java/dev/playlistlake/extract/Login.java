package dev.playlistlake.extract;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// A person's consent by the Authorization Code flow: where Spotify asks for it, and the refresh
/// token for the code that comes back. Without PKCE, because the app has a secret: tokens got with
/// PKCE are refreshed in another way.
public final class Login {
  /// What a person has to agree to: the playlists, and the saved songs.
  public static final String SCOPES =
      "playlist-read-private playlist-read-collaborative user-library-read";

  private final Endpoints endpoints;
  private final URI redirect;
  private final SpotifyApi api;
  private final String where;

  private Login(Endpoints endpoints, App app, URI redirect) {
    this.endpoints = endpoints;
    this.redirect = redirect;
    this.api =
        new SpotifyApi.Builder()
            .setHttpManager(new SpotifyHttp(endpoints, Patience.DEFAULT, Clock.systemUTC()))
            .setClientId(app.clientId())
            .setClientSecret(app.clientSecret())
            .setRedirectUri(redirect)
            .build();
    this.where = "POST " + Endpoints.shown(endpoints.accounts().resolve("/api/token"));
  }

  /// The app that a person agrees to.
  public record App(String clientId, String clientSecret) {
    /// Names the client alone: a log is no place for the secret.
    @Override
    public String toString() {
      return "App[" + clientId + "]";
    }
  }

  /// A login to an app.
  ///
  /// @param environment `SPOTIFY_ACCOUNTS_URL` moves the accounts host
  /// @param redirect where Spotify sends the browser back to; registered with the app
  /// @throws ExtractException when that setting is wrong
  public static Login of(Map<String, String> environment, App app, URI redirect) {
    Environment from = new Environment(environment);
    URI accounts = from.origin("SPOTIFY_ACCOUNTS_URL", Endpoints.SPOTIFY_ACCOUNTS);
    from.refuseIfWrong();
    return new Login(new Endpoints(Endpoints.SPOTIFY_API, accounts), app, redirect);
  }

  /// The page where a person agrees. It asks even those who agreed before: they see which account
  /// it is, and the six months of the refresh token begin anew.
  ///
  /// @param state comes back with the answer
  public URI consentPage(String state) {
    URI page =
        api.authorizationCodeUri().scope(SCOPES).state(state).show_dialog(true).build().execute();
    return endpoints.route(page).target();
  }

  /// When the refresh token of a consent ends.
  public static Instant endOf(Instant consent) {
    Credentials agreed =
        new Credentials("", "", Optional.of("the consent's"), Optional.of(consent));
    return TokenLife.of(agreed).end().orElseThrow();
  }

  /// Redeems a code, which counts once.
  ///
  /// @throws ExtractException that says why Spotify gives no refresh token for it
  public String refreshToken(String code) {
    try {
      String answer = api.authorizationCode(code).build().postJson();
      return ObjectText.of(Objects.requireNonNullElse(answer, ""))
          .string("refresh_token")
          .filter(token -> !token.isEmpty())
          .orElseThrow(
              () -> ExtractException.lasting("the answer of " + where + " has no refresh_token"));
    } catch (RefusedException refused) {
      throw failure(refused.refusal());
    } catch (IOException | SpotifyWebApiException | ParseException broken) {
      throw ExtractException.passing(
          "no usable answer of %s: %s. Log in again".formatted(where, broken.getMessage()), broken);
    }
  }

  private ExtractException failure(Refusal refusal) {
    String seen = refusal.at(where);
    if (refusal.isPassing() || refusal.isRateLimit()) {
      return ExtractException.passing(
          "Spotify can't answer now (%s): log in again in some minutes".formatted(seen), null);
    }
    return ExtractException.lasting(
        switch (refusal.reason()) {
          case "invalid_client" ->
              "Spotify doesn't know this client id with this secret (%s): compare both with the"
                      .formatted(seen)
                  + " app's settings at https://developer.spotify.com/dashboard";
          case "invalid_grant" ->
              refusal.says("redirect")
                  ? "Spotify doesn't know the redirect URI (%s): register exactly %s with the app"
                      .formatted(seen, redirect)
                  : "Spotify doesn't take the code (%s): it counts once and for some minutes. Log"
                          .formatted(seen)
                      + " in again";
          default ->
              "Spotify gives no refresh token (%s): look the error up in Spotify's".formatted(seen)
                  + " authorization guide";
        });
  }
}
