package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.Endpoints;
import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.JsonObjectText;
import dev.playlistlake.extract.spotify.RetryingSender;
import dev.playlistlake.extract.spotify.SpotifyResponse;
import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.michaelthelin.spotify.SpotifyApi;

/// Obtains access tokens: with the refresh token of a user who logged in, else with the app's
/// client credentials. All runs of a process and their threads share it. It works for one at a
/// time, because a refresh may invalidate the refresh token that another thread is about to use.
public final class Authorization {
  /// The HTTP client would show any other value in its exception.
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]+");

  private final CredentialStore store;
  private final String where;

  /// A new refresh token that could not be stored is usable for as long as this process lives.
  private @Nullable Rotation unsaved;

  private @Nullable Credentials latest;

  /// A refresh token that is not stored yet.
  ///
  /// @param replaced the tokens that it replaces, oldest first. The store may contain any of them,
  ///   because a write that failed may have succeeded in fact
  private record Rotation(List<String> replaced, String newest) {
    /// Shows no token: a record's own text would put them into a log.
    @Override
    public String toString() {
      return "Rotation of " + replaced.size();
    }
  }

  public Authorization(CredentialStore store, Endpoints endpoints) {
    this.store = store;
    this.where = endpoints.tokenRequest();
  }

  /// The credentials as they are stored now. A refresh token that couldn't be stored before is
  /// stored now, unless somebody stored another one meanwhile: that one counts.
  ///
  /// @param warnings receives a sentence as long as that token is not stored
  /// @throws ExtractException when they can't be read
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

  /// Refreshes the access token, and stores a refresh token that comes with it.
  ///
  /// @param warnings receives a sentence when a new refresh token can't be stored
  /// @throws ExtractException when Spotify issues no token, and so no playlist can be read
  public synchronized String newAccessToken(RetryingSender sender, Consumer<String> warnings) {
    Credentials first = latest == null ? load(warnings) : latest;
    Credentials used = first;
    SpotifyResponse response = sender.send(where, request(used, sender));
    if (response instanceof ErrorResponse error && error.isInvalidGrant()) {
      // Another process may have received and stored a newer refresh token meanwhile.
      used = load(warnings);
      if (!used.refreshToken().equals(first.refreshToken())) {
        response = sender.send(where, request(used, sender));
      }
    }
    return switch (response) {
      case Document(JsonObjectText json) -> accept(json, used, warnings);
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

  private String accept(JsonObjectText response, Credentials used, Consumer<String> warnings) {
    Optional<String> rotated = response.string("refresh_token").filter(token -> !token.isEmpty());
    if (rotated.isPresent() && used.isOfUser()) {
      keep(used, rotated.get(), warnings);
    }
    return response
        .string("access_token")
        .filter(token -> HEADER_VALUE.matcher(token).matches())
        .orElseThrow(
            () ->
                ExtractException.retryable(
                    "the response of %s has no access_token of printable characters"
                        .formatted(where)));
  }

  private void keep(Credentials credentials, String rotated, Consumer<String> warnings) {
    String used = credentials.refreshToken().orElse(rotated);
    if (used.equals(rotated)) {
      return;
    }
    Rotation pending = unsaved;
    List<String> replaced = new ArrayList<>(pending == null ? List.of() : pending.replaced());
    replaced.add(used);
    latest = save(credentials, new Rotation(replaced, rotated), warnings);
  }

  /// When this fails, the login may be lost, but not this run: its access token is valid.
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

  /// The message of another exception could show a token.
  private static String describe(RuntimeException failure) {
    return failure instanceof ExtractException known
        ? String.valueOf(known.getMessage())
        : failure.getClass().getSimpleName();
  }
}
