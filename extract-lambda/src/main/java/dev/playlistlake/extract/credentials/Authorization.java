package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.Endpoints;
import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.JsonObjectText;
import dev.playlistlake.extract.spotify.RetryingSender;
import dev.playlistlake.extract.spotify.SpotifyResponse;
import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.michaelthelin.spotify.SpotifyApi;

/// Requests access tokens, with the refresh token of the logged-in user or, without one, with the
/// client credentials of the app. All runs of a process and their threads share it. It serves one
/// thread at a time, because a refresh may invalidate the refresh token that another thread is
/// about to use.
public final class Authorization {
  /// The HTTP client shows any other value in the message of its exception.
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]+");

  private static final Duration TIME_TO_STORE = Duration.ofSeconds(1);

  private final CredentialStore store;
  private final String where;

  /// A new refresh token that could not be stored. This process uses it until it ends.
  private @Nullable Rotation unsaved;

  private @Nullable Credentials latest;

  /// A refresh token that is not stored yet.
  ///
  /// @param replaced the tokens that it replaces, oldest first. The store may contain any of them,
  ///   because a write that returned an error may still have succeeded
  private record Rotation(List<String> replaced, String newest) {
    /// Shows no token, because the default text of a record would put the tokens into logs.
    @Override
    public String toString() {
      return "Rotation of " + replaced.size();
    }
  }

  /// Creates an authorization without a request and without reading the store.
  public Authorization(CredentialStore store, Endpoints endpoints) {
    this.store = store;
    this.where = endpoints.tokenRequest();
  }

  /// Reads the stored credentials. Also stores a refresh token that could not be stored before,
  /// unless the store contains the token of another login in the meantime. That token has priority.
  ///
  /// @param warnings receives a message if a refresh token still cannot be stored
  /// @throws ExtractException if the credentials cannot be read
  public synchronized Credentials load(Consumer<String> warnings) {
    Credentials stored = store.load();
    Rotation pending = unsaved;
    unsaved = null;
    latest =
        pending != null && stored.refreshToken().filter(pending.replaced()::contains).isPresent()
            ? save(stored, pending, warnings)
            : stored;
    return latest;
  }

  /// Requests an access token. If the response also contains a new refresh token, stores it.
  ///
  /// @param warnings receives a message if a new refresh token cannot be stored
  /// @throws ExtractException if Spotify issues no access token
  public synchronized String newAccessToken(RetryingSender sender, Consumer<String> warnings) {
    Credentials first = latest == null ? load(warnings) : latest;
    Credentials used = first;
    SpotifyResponse response = sender.send(where, request(used, sender));
    if (response instanceof ErrorResponse error && error.isInvalidGrant()) {
      // Another process may just have replaced this refresh token, and needs a moment to store the
      // new one.
      if (used.isOfUser()) {
        sender.pause(TIME_TO_STORE);
      }
      used = load(warnings);
      if (!used.refreshToken().equals(first.refreshToken())) {
        response = sender.send(where, request(used, sender));
      }
    }
    return switch (response) {
      case Document(JsonObjectText json) -> readAccessToken(json, used, warnings);
      case ErrorResponse error -> throw advice(used).tokenError(error, where);
    };
  }

  private static RetryingSender.Request request(Credentials credentials, RetryingSender sender) {
    SpotifyApi.Builder api =
        new SpotifyApi.Builder()
            .setHttpManager(sender.http())
            .setClientId(credentials.clientId())
            .setClientSecret(credentials.clientSecret());
    return credentials
        .refreshToken()
        .<RetryingSender.Request>map(
            token ->
                api.setRefreshToken(token).build().authorizationCodeRefresh().build()::postJson)
        .orElseGet(() -> api.build().clientCredentials().build()::postJson);
  }

  private String readAccessToken(
      JsonObjectText response, Credentials used, Consumer<String> warnings) {
    Optional<String> rotated = response.string("refresh_token").filter(token -> !token.isEmpty());
    if (rotated.isPresent() && used.isOfUser()) {
      storeRotated(used, rotated.get(), warnings);
    }
    return response
        .string("access_token")
        .filter(token -> HEADER_VALUE.matcher(token).matches())
        .orElseThrow(
            () ->
                ExtractException.retryable(
                    "the response to %s has no access_token of printable characters"
                        .formatted(where)));
  }

  private void storeRotated(Credentials credentials, String rotated, Consumer<String> warnings) {
    String used = credentials.refreshToken().orElse(rotated);
    if (used.equals(rotated)) {
      return;
    }
    Rotation pending = unsaved;
    List<String> replaced = new ArrayList<>(pending == null ? List.of() : pending.replaced());
    replaced.add(used);
    latest = save(credentials, new Rotation(replaced, rotated), warnings);
  }

  /// If this fails, the login may be lost, but the run continues with its valid access token.
  private Credentials save(Credentials credentials, Rotation rotation, Consumer<String> warnings) {
    try {
      Credentials stored = credentials;
      for (String old : rotation.replaced()) {
        stored = store.replaceRefreshToken(old, rotation.newest());
      }
      unsaved = null;
      return stored;
    } catch (RuntimeException failure) {
      unsaved = rotation;
      warnings.accept(advice(credentials).refreshTokenNotStored(describe(failure)));
      return credentials.withRefreshToken(rotation.newest());
    }
  }

  private ErrorAdvice advice(Credentials credentials) {
    return new ErrorAdvice(store.howToLogIn(), credentials.isOfUser());
  }

  /// Hides the message of every other exception, because it could contain a token.
  private static String describe(RuntimeException failure) {
    return failure instanceof ExtractException known
        ? String.valueOf(known.getMessage())
        : failure.getClass().getSimpleName();
  }
}
