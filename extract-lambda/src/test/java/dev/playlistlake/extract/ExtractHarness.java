package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.LoginAdvice;
import dev.playlistlake.extract.spotify.FakeSpotify;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.model.RawKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/// An extract with a fake Spotify and a bucket in memory. Waits take no real time. Most tests of
/// this package use it; each test has its own.
final class ExtractHarness implements AutoCloseable {
  static final String A = "aaaaaaaaaaaaaaaaaaaaaa";
  static final String B = "bbbbbbbbbbbbbbbbbbbbbb";
  static final String C = "cccccccccccccccccccccc";
  static final String SECRET = "client-secret-that-nobody-may-read-0123456789";
  static final String REFRESH_TOKEN = "refresh-token-that-nobody-may-read-0123456789";

  /// The login advice in messages, if the environment contains a refresh token.
  static final String LOG_IN = "Log in again: set another SPOTIFY_REFRESH_TOKEN";

  static final LoginAdvice ADVICE =
      new LoginAdvice() {
        @Override
        public String forSecret(String id) {
          return "fill secret " + id;
        }

        @Override
        public String forEnvironment(boolean refreshTokenSet) {
          return (refreshTokenSet ? "set another " : "set a ") + "SPOTIFY_REFRESH_TOKEN";
        }
      };

  static final Duration MINUTES = Duration.ofMinutes(15);
  static final Instant NOW = Instant.parse("2026-11-21T06:00:03.987Z");

  final FakeSpotify spotify = new FakeSpotify();
  final Map<String, String> environment = new HashMap<>();
  Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final FakeS3 s3 = new FakeS3(() -> clock.instant());
  final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
  final AtomicLong nanos = new AtomicLong();

  ExtractHarness(String... playlists) {
    environment.put("RAW_BUCKET", "raw");
    environment.put("PLAYLIST_IDS", String.join(",", playlists));
    environment.put("SPOTIFY_CLIENT_ID", "client-id");
    environment.put("SPOTIFY_CLIENT_SECRET", SECRET);
    environment.put("SPOTIFY_REFRESH_TOKEN", REFRESH_TOKEN);
    environment.put("SPOTIFY_AUTHORIZED_AT", NOW.toString());
    environment.put("SPOTIFY_REQUESTS_PER_SECOND", "0");
    environment.put("SPOTIFY_CONCURRENCY", "1");
    environment.put("SPOTIFY_API_URL", spotify.url());
    environment.put("SPOTIFY_ACCOUNTS_URL", spotify.url());
  }

  /// Sets the responses to requests for a playlist.
  ExtractHarness playlist(String id, FakeSpotify.Reply... inOrder) {
    spotify.on("GET /v1/playlists/" + id, inOrder);
    return this;
  }

  Extraction extraction() {
    return extraction(s3);
  }

  Extraction extraction(S3Client into) {
    return Extraction.of(environment, into, platform(), credentials());
  }

  Extraction extraction(CredentialStore credentials) {
    return Extraction.of(environment, s3, platform(), credentials);
  }

  Extraction extraction(Platform platform) {
    return Extraction.of(environment, s3, platform, credentials());
  }

  CredentialStore credentials() {
    return ExtractSettings.readCredentials(new SettingsReader(environment), ADVICE).get();
  }

  /// A platform whose elapsed time advances only during waits and whose clock does not advance.
  Platform platform() {
    return new Platform(clock, nanos::get, this::sleep, () -> 0.5);
  }

  private void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    waits.add(duration);
    nanos.addAndGet(duration.toNanos());
  }

  ExtractReport run() {
    return run(Map.of());
  }

  ExtractReport run(Map<String, Object> event) {
    return extraction().run(ExtractRequest.parse(event), MINUTES);
  }

  /// Runs the extract and returns the report of the first playlist.
  PlaylistReport runOne() {
    return run().playlists().getFirst();
  }

  /// Runs the extract and returns the reason of the first playlist, with `API` instead of the
  /// address of the fake Spotify.
  String reason() {
    return runOne().reason().replace(spotify.url(), "API");
  }

  static String key(String playlist) {
    return RawKey.PREFIX + "snapshot_date=2026-11-21/" + playlist + ".json.gz";
  }

  /// Returns the stored snapshots by key.
  Map<String, byte[]> stored() {
    Map<String, byte[]> snapshots = new TreeMap<>(s3.objects);
    snapshots.keySet().removeIf(key -> !key.startsWith(RawKey.PREFIX));
    return snapshots;
  }

  String storedText(String playlist) {
    byte[] packed = Objects.requireNonNull(s3.objects.get(key(playlist)), "nothing is stored");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Returns the stored block; null if it does not exist.
  @Nullable String storedBlock() {
    byte[] json = s3.objects.get(BlockedUntil.KEY);
    return json == null ? null : new String(json, StandardCharsets.UTF_8);
  }

  void storeBlock(String json) {
    s3.objects.put(BlockedUntil.KEY, json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    spotify.close();
  }
}
