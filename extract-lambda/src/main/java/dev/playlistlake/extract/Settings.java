package dev.playlistlake.extract;

import dev.playlistlake.model.LogLevel;
import java.util.Map;

/// What a run needs to know besides the credentials, checked once at start.
record Settings(
    String rawBucket,
    Selection selection,
    Endpoints endpoints,
    Pacing pacing,
    Patience patience,
    LogLevel logLevel) {

  /// @throws ExtractException that names every setting that is missing or wrong, without showing
  ///   any secret's value
  static Settings of(Map<String, String> environment) {
    Environment from = new Environment(environment);
    Settings settings = of(from);
    from.refuseIfWrong();
    return settings;
  }

  /// What is wrong is told by `from` later.
  static Settings of(Environment from) {
    return new Settings(
        from.bucket("RAW_BUCKET"),
        from.playlists("PLAYLIST_IDS"),
        new Endpoints(
            from.origin("SPOTIFY_API_URL", Endpoints.SPOTIFY_API),
            from.origin("SPOTIFY_ACCOUNTS_URL", Endpoints.SPOTIFY_ACCOUNTS)),
        new Pacing(
            from.number("SPOTIFY_REQUESTS_PER_SECOND", Pacing.DEFAULT.requestsPerSecond(), 0, 1000),
            from.wholeNumber("SPOTIFY_CONCURRENCY", Pacing.DEFAULT.concurrency(), 1, 64),
            from.seconds("SPOTIFY_WAIT_BUDGET_SECONDS", Pacing.DEFAULT.waits(), 0, 900)),
        Patience.of(from.seconds("SPOTIFY_TIMEOUT_SECONDS", Patience.DEFAULT.answer(), 0.1, 300)),
        from.logLevel());
  }
}
