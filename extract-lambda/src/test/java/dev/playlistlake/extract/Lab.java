package dev.playlistlake.extract;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// The pipeline between a stub of Spotify and a store in memory; its waits take no time.
final class Lab implements AutoCloseable {
  static final String A = "aaaaaaaaaaaaaaaaaaaaaa";
  static final String B = "bbbbbbbbbbbbbbbbbbbbbb";
  static final String C = "cccccccccccccccccccccc";
  static final String SECRET = "client-secret-that-nobody-may-read-0123456789";
  static final String REFRESH_TOKEN = "refresh-token-that-nobody-may-read-0123456789";

  /// What a person is told where the environment holds the refresh token.
  static final String LOG_IN =
      "Log in again: run ./playlist-lake login, then unset SPOTIFY_REFRESH_TOKEN, or set it and"
          + " SPOTIFY_AUTHORIZED_AT from the file that login writes";

  static final Duration MINUTES = Duration.ofMinutes(15);
  static final Instant NOW = Instant.parse("2026-11-21T06:00:03.987Z");

  final StubSpotify spotify = new StubSpotify();
  final Map<String, String> environment = new HashMap<>();
  Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final MemoryStore store = new MemoryStore(() -> clock.instant());
  final Map<String, byte[]> stored = store.stored;
  final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
  final AtomicLong nanos = new AtomicLong();

  Lab(String... playlists) {
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

  /// The replies of a playlist's own address.
  Lab playlist(String id, StubSpotify.Reply... inTurn) {
    spotify.on("GET /v1/playlists/" + id, inTurn);
    return this;
  }

  Extraction extraction() {
    return extraction(store);
  }

  Extraction extraction(RawStore into) {
    return extraction(into, credentials());
  }

  Extraction extraction(RawStore into, CredentialStore credentials) {
    return new Extraction(Settings.of(environment), credentials, into, outside());
  }

  CredentialStore credentials() {
    return CredentialSetting.of(new Environment(environment)).open();
  }

  /// Time passes while somebody waits, and at no other moment; the clock stands still.
  Outside outside() {
    return new Outside(clock, nanos::get, this::sleep, () -> 0.5);
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
    return extraction().run(RunRequest.of(event), MINUTES);
  }

  /// The only playlist's report, its own address in its text made `API`.
  PlaylistReport runOne() {
    return run().playlists().getFirst();
  }

  String reason() {
    return runOne().reason().replace(spotify.url(), "API");
  }

  static String key(String playlist) {
    return RawKey.PREFIX + "snapshot_date=2026-11-21/" + playlist + ".json.gz";
  }

  String storedText(String playlist) {
    byte[] packed = Objects.requireNonNull(stored.get(key(playlist)), "nothing is stored");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    spotify.close();
  }
}
