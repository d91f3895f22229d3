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

/// The settings of the extract, read from the environment variables once at the start. Immutable
/// and shared by all runs and their threads.
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

  /// Reads all settings except the credentials.
  ///
  /// @throws ExtractException that lists every missing or invalid setting
  static ExtractSettings of(Map<String, String> environment) {
    SettingsReader from = new SettingsReader(environment);
    ExtractSettings settings = read(from);
    from.requireValid();
    return settings;
  }

  /// Reads all settings except the credentials.
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

  /// Reads where the credentials are: in a secret or in the environment variables themselves. Both
  /// together are an error, because it is not clear which credentials to use.
  ///
  /// @param from collects the errors
  /// @return creates the store; call it only if there are no errors
  static Supplier<CredentialStore> readCredentials(SettingsReader from, LoginAdvice advice) {
    List<String> values =
        List.of(CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, AUTHORIZED_AT).stream()
            .filter(from::has)
            .toList();
    if (from.has(SECRET_ID)) {
      if (!values.isEmpty()) {
        from.addError(
            "%s cannot be combined with %s".formatted(SECRET_ID, String.join(", ", values)));
      }
      String id = from.secretId(SECRET_ID);
      return () -> SecretCredentials.of(id, advice.forSecret(id));
    }
    if (values.isEmpty()) {
      from.addError(
          "credentials are missing, expected %s (the secret that a login fills) or both %s and %s"
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
