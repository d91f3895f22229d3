package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.Quirk;
import dev.playlistlake.simulator.SimulatedSpotify;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// An extract with a simulated Spotify and a bucket in memory. Waits take no real time.
/// [ExtractionIT] creates one for each case.
final class SimulatedExtract implements AutoCloseable {
  static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  static final Instant NOW = Instant.parse("2026-11-21T06:00:03Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  final SimulatedSpotify spotify;
  final FakeS3 s3 = new FakeS3(CLOCK);
  final Map<String, String> settings = new HashMap<>();
  final List<Duration> waits = new ArrayList<>();

  /// By ID of the playlist.
  final Map<String, Quirk> quirks = new HashMap<>();

  Optional<String> refreshToken;
  private final AtomicLong nanos = new AtomicLong();

  SimulatedExtract(AppKind kind, UnaryOperator<SimulatedSpotifyConfig> change) throws IOException {
    spotify =
        SimulatedSpotify.start(
            change.apply(
                SimulatedSpotifyConfig.of(kind, SimulatedSpotifyConfig.DEFAULT_SEED, DAY)));
    refreshToken = Optional.of(spotify.credentials().refreshToken());
    settings.put("RAW_BUCKET", "raw");
    settings.put("SPOTIFY_CONCURRENCY", "1");
    settings.put("SPOTIFY_API_URL", spotify.url().toString());
    settings.put("SPOTIFY_ACCOUNTS_URL", spotify.url().toString());
  }

  Playlist named(String name) {
    return spotify.library().named(name);
  }

  /// Returns the time that the extract has waited.
  Duration elapsed() {
    return Duration.ofNanos(nanos.get());
  }

  void setQuirk(Playlist playlist, Quirk quirk) {
    spotify.setQuirk(playlist, quirk);
    quirks.put(playlist.id(), quirk);
  }

  ExtractReport run() {
    Platform platform = new Platform(CLOCK, nanos::get, this::sleep, () -> 0.5);
    return Extraction.of(settings, s3, platform, new MemoryStore())
        .run(ExtractRequest.now(), Duration.ofMinutes(15));
  }

  private void sleep(Duration wait) {
    nanos.addAndGet(wait.toNanos());
    // Shorter waits are distances between requests.
    if (wait.toMillis() >= 500) {
      waits.add(wait);
    }
  }

  @Override
  public void close() {
    spotify.close();
  }

  private final class MemoryStore implements CredentialStore {
    @Override
    public Credentials load() {
      return new Credentials(
          spotify.credentials().clientId(),
          spotify.credentials().clientSecret(),
          refreshToken,
          Optional.of(Instant.parse("2026-11-01T12:00:00Z")));
    }

    @Override
    public Credentials replaceRefreshToken(String used, String rotated) {
      refreshToken = Optional.of(rotated);
      return load();
    }

    @Override
    public String howToLogIn() {
      return "fill the secret";
    }
  }
}
