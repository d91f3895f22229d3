package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.credentials.LoginAdvice;
import dev.playlistlake.extract.credentials.SecretCredentials;
import dev.playlistlake.extract.spotify.Endpoints;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.RateLimit;
import dev.playlistlake.extract.spotify.Timeouts;
import dev.playlistlake.model.LogLevel;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The settings of the extract, read from the environment once at start. Threads share them.
record ExtractSettings(
    String rawBucket,
    Selection selection,
    Endpoints endpoints,
    RateLimit rateLimit,
    Timeouts timeouts,
    LogLevel logLevel) {
  private static final String SECRET_ID = "SPOTIFY_SECRET_ID";
  private static final String CLIENT_ID = "SPOTIFY_CLIENT_ID";
  private static final String CLIENT_SECRET = "SPOTIFY_CLIENT_SECRET";
  private static final String REFRESH_TOKEN = "SPOTIFY_REFRESH_TOKEN";
  private static final String AUTHORIZED_AT = "SPOTIFY_AUTHORIZED_AT";

  /// All settings except the credentials.
  ///
  /// @throws ExtractException that names every setting that is missing or invalid
  static ExtractSettings of(Map<String, String> environment) {
    SettingsReader from = new SettingsReader(environment);
    ExtractSettings settings = read(from);
    from.requireValid();
    return settings;
  }

  /// All settings except the credentials.
  ///
  /// @param from collects the errors
  static ExtractSettings read(SettingsReader from) {
    return new ExtractSettings(
        from.bucket("RAW_BUCKET"),
        from.playlists("PLAYLIST_IDS"),
        new Endpoints(
            from.origin("SPOTIFY_API_URL", Endpoints.SPOTIFY_API), readAccountsHost(from)),
        new RateLimit(
            from.number(
                "SPOTIFY_REQUESTS_PER_SECOND", RateLimit.DEFAULT.requestsPerSecond(), 0, 1000),
            from.wholeNumber("SPOTIFY_CONCURRENCY", RateLimit.DEFAULT.concurrency(), 1, 64),
            from.seconds("SPOTIFY_WAIT_BUDGET_SECONDS", RateLimit.DEFAULT.maxWait(), 0, 900)),
        Timeouts.ofResponse(
            from.seconds("SPOTIFY_TIMEOUT_SECONDS", Timeouts.DEFAULT.response(), 0.1, 300)),
        from.logLevel());
  }

  static URI readAccountsHost(SettingsReader from) {
    return from.origin("SPOTIFY_ACCOUNTS_URL", Endpoints.SPOTIFY_ACCOUNTS);
  }

  /// Where the credentials are: in a secret or in the environment itself. Both together are an
  /// error, because nobody could say which of them counts.
  ///
  /// @param from collects the errors
  /// @return makes the store, if there were no errors
  static Supplier<CredentialStore> readCredentials(SettingsReader from, LoginAdvice advice) {
    List<String> values =
        List.of(CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, AUTHORIZED_AT).stream()
            .filter(from::has)
            .toList();
    if (from.has(SECRET_ID)) {
      if (!values.isEmpty()) {
        from.addError(
            "%s and %s are set: want only the secret, or no secret"
                .formatted(SECRET_ID, String.join(", ", values)));
      }
      String id = from.secretId(SECRET_ID);
      return () -> SecretCredentials.of(id, advice.forSecret(id));
    }
    if (values.isEmpty()) {
      from.addError(
          "%s is missing (the secret that a login fills), and so are %s and %s in its place"
              .formatted(SECRET_ID, CLIENT_ID, CLIENT_SECRET));
    }
    Optional<Instant> authorizedAt = from.instant(AUTHORIZED_AT);
    Credentials credentials =
        values.isEmpty()
            ? new Credentials("", "", Optional.empty(), Optional.empty())
            : new Credentials(
                from.secret(CLIENT_ID),
                from.secret(CLIENT_SECRET),
                from.optionalSecret(REFRESH_TOKEN),
                authorizedAt);
    return () ->
        CredentialStore.ofEnvironment(credentials, advice.forEnvironment(credentials.isOfUser()));
  }
}
