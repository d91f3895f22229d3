package dev.playlistlake.extract;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.SpotifyApi;

/// Gets access tokens: with the refresh token of a user who logged in, else for the app alone. One
/// at a time, because a refresh may end the refresh token that another one is about to use.
final class Authorization {
  private static final String TOKEN_PATH = "/api/token";

  /// The HTTP client would show any other value in its exception.
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]+");

  private final CredentialStore store;
  private final IHttpManager http;
  private final String where;

  /// A new refresh token that could not be stored is good for as long as this process lives.
  private @Nullable Rotation unsaved;

  private @Nullable Credentials latest;

  private record Rotation(String used, String rotated) {}

  Authorization(CredentialStore store, IHttpManager http, Endpoints endpoints) {
    this.store = store;
    this.http = http;
    this.where = "POST " + Endpoints.shown(endpoints.accounts().resolve(TOKEN_PATH));
  }

  /// The credentials as they are kept now.
  ///
  /// @throws ExtractException that ends the run when they can't be read
  synchronized Credentials load() {
    try {
      Credentials kept = store.load();
      Rotation newer = unsaved;
      if (newer != null && kept.refreshToken().filter(newer.used()::equals).isPresent()) {
        kept = kept.withRefreshToken(newer.rotated());
      }
      latest = kept;
      return kept;
    } catch (ExtractException failure) {
      throw failure.endingRun();
    }
  }

  /// @param warnings gets a sentence when a new refresh token can't be stored
  /// @throws ExtractException that ends the run: without a token no playlist can be read
  synchronized String newAccessToken(Attempts attempts, Tally tally, Consumer<String> warnings) {
    try {
      Credentials first = latest == null ? load() : latest;
      Credentials used = first;
      Answer answer = attempts.of(new Call(where, request(used)), tally);
      if (answer instanceof Refusal refusal && refusal.isDeadGrant()) {
        // Another process may have got and stored a newer refresh token meanwhile.
        used = load();
        if (!used.refreshToken().equals(first.refreshToken())) {
          answer = attempts.of(new Call(where, request(used)), tally);
        }
      }
      return switch (answer) {
        case ObjectText document -> accept(document, used, warnings);
        case Refusal refusal -> throw TokenRefusals.failure(refusal, where, store);
      };
    } catch (ExtractException failure) {
      throw failure.endingRun();
    }
  }

  private Call.Request request(Credentials credentials) {
    SpotifyApi.Builder api =
        new SpotifyApi.Builder()
            .setHttpManager(http)
            .setClientId(credentials.clientId())
            .setClientSecret(credentials.clientSecret());
    return credentials
        .refreshToken()
        .<Call.Request>map(
            token ->
                api.setRefreshToken(token).build().authorizationCodeRefresh().build()::postJson)
        .orElseGet(() -> api.build().clientCredentials().build()::postJson);
  }

  private String accept(ObjectText answer, Credentials used, Consumer<String> warnings) {
    Optional<String> rotated = answer.string("refresh_token").filter(token -> !token.isEmpty());
    if (rotated.isPresent() && used.refreshToken().isPresent()) {
      keep(used, rotated.get(), warnings);
    }
    return answer
        .string("access_token")
        .filter(token -> HEADER_VALUE.matcher(token).matches())
        .orElseThrow(
            () ->
                ExtractException.passing(
                    "the answer of " + where + " has no access_token of printable characters",
                    null));
  }

  /// Losing the token would lose the login, but not this run: its access token is good.
  private void keep(Credentials credentials, String rotated, Consumer<String> warnings) {
    String used = credentials.refreshToken().orElse(rotated);
    if (used.equals(rotated)) {
      return;
    }
    latest = credentials.withRefreshToken(rotated);
    unsaved = new Rotation(used, rotated);
    try {
      latest = store.replaceRefreshToken(used, rotated);
      unsaved = null;
    } catch (RuntimeException failure) {
      warnings.accept(
          "Spotify sent a new refresh token, and it is NOT STORED: %s. The stored one may be dead"
                  .formatted(words(failure))
              + " at the next start. "
              + TokenLife.logIn(store));
    }
  }

  private static String words(RuntimeException failure) {
    return failure instanceof ExtractException known
        ? known.getMessage() + ""
        : failure.getClass().getSimpleName();
  }
}
