package dev.playlistlake.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;

/// How a [SimulatedSpotify] starts. Begin with [#of] and change what matters.
///
/// @param port on 127.0.0.1; 0 for any free one
/// @param kind of the app whose requests are answered
/// @param day that it is at first
/// @param scopes that the user agreed to
/// @param tokenLife how long an access token is good
/// @param clock that access tokens expire by
/// @param baseUrl what `href` and `next` begin with; empty for the server's own address
/// @param nextLimit the page size that the first `next` of a playlist's `items` asks for; with more
///   than 50 the server hands out a `next` that it refuses
public record SimulatedSpotifyConfig(
    int port,
    AppKind kind,
    Library library,
    LocalDate day,
    Credentials credentials,
    Set<String> scopes,
    Duration tokenLife,
    InstantSource clock,
    String baseUrl,
    int nextLimit) {
  /// The seed of the demo's library.
  public static final long DEFAULT_SEED = 20261121;

  private static final Set<String> ALL_SCOPES =
      Set.of("playlist-read-private", "playlist-read-collaborative", "user-library-read");

  public SimulatedSpotifyConfig {
    scopes = Set.copyOf(scopes);
  }

  /// A simulation on any free port, with the library of a seed and everything else as usual.
  public static SimulatedSpotifyConfig of(AppKind kind, long seed, LocalDate day) {
    return new SimulatedSpotifyConfig(
        0,
        kind,
        Library.seeded(seed),
        day,
        Credentials.DEFAULT,
        ALL_SCOPES,
        Duration.ofHours(1),
        InstantSource.system(),
        "",
        50);
  }

  public SimulatedSpotifyConfig withPort(int other) {
    return new SimulatedSpotifyConfig(
        other, kind, library, day, credentials, scopes, tokenLife, clock, baseUrl, nextLimit);
  }

  public SimulatedSpotifyConfig withLibrary(Library other) {
    return new SimulatedSpotifyConfig(
        port, kind, other, day, credentials, scopes, tokenLife, clock, baseUrl, nextLimit);
  }

  public SimulatedSpotifyConfig withCredentials(Credentials other) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, other, scopes, tokenLife, clock, baseUrl, nextLimit);
  }

  public SimulatedSpotifyConfig withScopes(Set<String> other) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, credentials, other, tokenLife, clock, baseUrl, nextLimit);
  }

  public SimulatedSpotifyConfig withTokenLife(Duration life, InstantSource byClock) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, credentials, scopes, life, byClock, baseUrl, nextLimit);
  }

  public SimulatedSpotifyConfig withBaseUrl(String other) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, credentials, scopes, tokenLife, clock, other, nextLimit);
  }

  public SimulatedSpotifyConfig withNextLimit(int other) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, credentials, scopes, tokenLife, clock, baseUrl, other);
  }
}
