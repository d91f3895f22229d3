package dev.playlistlake.extract;

import java.util.ArrayList;
import java.util.List;
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

  /// A refresh token that is not stored yet.
  ///
  /// @param outdated what it takes the place of, oldest first: the store may hold any of them,
  ///   because a write that failed may have been made all the same
  private record Rotation(List<String> outdated, String newest) {
    /// A log is no place for tokens.
    @Override
    public String toString() {
      return "Rotation of " + outdated.size();
    }
  }

  Authorization(CredentialStore store, IHttpManager http, Endpoints endpoints) {
    this.store = store;
    this.http = http;
    this.where = "POST " + Endpoints.shown(endpoints.accounts().resolve(TOKEN_PATH));
  }

  /// The credentials as they are kept now. A refresh token that couldn't be stored before is tried
  /// once more, unless somebody stored another one meanwhile: that one counts.
  ///
  /// @param warnings gets a sentence as long as that token is not stored
  /// @throws ExtractException that ends the run when they can't be read
  synchronized Credentials load(Consumer<String> warnings) {
    try {
      Credentials kept = store.load();
      Rotation pending = unsaved;
      unsaved = null;
      latest =
          pending != null && kept.refreshToken().filter(pending.outdated()::contains).isPresent()
              ? saved(kept, pending, warnings)
              : kept;
      return latest;
    } catch (ExtractException failure) {
      throw failure.endingRun();
    }
  }

  /// @param warnings gets a sentence when a new refresh token can't be stored
  /// @throws ExtractException that ends the run: without a token no playlist can be read
  synchronized String newAccessToken(Attempts attempts, Tally tally, Consumer<String> warnings) {
    try {
      Credentials first = latest == null ? load(warnings) : latest;
      Credentials used = first;
      Answer answer = attempts.of(new Call(where, request(used)), tally);
      if (answer instanceof Refusal refusal && refusal.isDeadGrant()) {
        // Another process may have got and stored a newer refresh token meanwhile.
        used = load(warnings);
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

  private void keep(Credentials credentials, String rotated, Consumer<String> warnings) {
    String used = credentials.refreshToken().orElse(rotated);
    if (used.equals(rotated)) {
      return;
    }
    Rotation pending = unsaved;
    List<String> outdated = new ArrayList<>(pending == null ? List.of() : pending.outdated());
    outdated.add(used);
    latest = saved(credentials, new Rotation(outdated, rotated), warnings);
  }

  /// Losing the token would lose the login, but not this run: its access token is good.
  private Credentials saved(Credentials credentials, Rotation rotation, Consumer<String> warnings) {
    try {
      Credentials kept = credentials;
      for (String old : rotation.outdated()) {
        kept = store.replaceRefreshToken(old, rotation.newest());
      }
      unsaved = null;
      return kept;
    } catch (RuntimeException failure) {
      unsaved = rotation;
      warnings.accept(
          "Spotify sent a new refresh token, and it is NOT STORED: %s. The stored one may be dead"
                  .formatted(words(failure))
              + " at the next start. "
              + TokenLife.logIn(store));
      return credentials.withRefreshToken(rotation.newest());
    }
  }

  private static String words(RuntimeException failure) {
    return failure instanceof ExtractException known
        ? known.getMessage() + ""
        : failure.getClass().getSimpleName();
  }
}
