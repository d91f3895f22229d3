package dev.playlistlake.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;

/// The configuration of a [SimulatedSpotify]. Callers create one with [#of] and change single
/// values with the other methods. Immutable.
///
/// @param port on 127.0.0.1; 0 for any free port
/// @param kind of the app that sends the requests
/// @param day the simulated date at the start
/// @param scopes that the user agreed to
/// @param tokenLifetime how long an access token is valid
/// @param clock for the expiry of access tokens
/// @param nextLimit the page size in the first `next` of `items` of a playlist; with more than 50
///   the server sends a `next` that it rejects
public record SimulatedSpotifyConfig(
    int port,
    AppKind kind,
    Library library,
    LocalDate day,
    Credentials credentials,
    Set<String> scopes,
    Duration tokenLifetime,
    InstantSource clock,
    int nextLimit) {
  /// The seed of the library of the demo.
  public static final long DEFAULT_SEED = 20261121;

  private static final Set<String> ALL_SCOPES =
      Set.of("playlist-read-private", "playlist-read-collaborative", "user-library-read");

  public SimulatedSpotifyConfig {
    scopes = Set.copyOf(scopes);
  }

  /// The credentials of an app and its user in the simulation. They are not real.
  ///
  /// @param refreshToken of the user's consent
  public record Credentials(String clientId, String clientSecret, String refreshToken) {
    public static final Credentials DEFAULT =
        new Credentials("simulated-client", "simulated-secret", "simulated-refresh-token");

    /// Shows only the client ID, so that logs contain no secret.
    @Override
    public String toString() {
      return "Credentials[" + clientId + "]";
    }
  }

  /// Returns a configuration with a free port, the library of a seed, and defaults for the other
  /// values.
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
        50);
  }

  public SimulatedSpotifyConfig withPort(int other) {
    return new SimulatedSpotifyConfig(
        other, kind, library, day, credentials, scopes, tokenLifetime, clock, nextLimit);
  }

  public SimulatedSpotifyConfig withLibrary(Library other) {
    return new SimulatedSpotifyConfig(
        port, kind, other, day, credentials, scopes, tokenLifetime, clock, nextLimit);
  }

  public SimulatedSpotifyConfig withCredentials(Credentials other) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, other, scopes, tokenLifetime, clock, nextLimit);
  }

  public SimulatedSpotifyConfig withScopes(Set<String> other) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, credentials, other, tokenLifetime, clock, nextLimit);
  }

  public SimulatedSpotifyConfig withTokenLifetime(Duration lifetime, InstantSource byClock) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, credentials, scopes, lifetime, byClock, nextLimit);
  }

  public SimulatedSpotifyConfig withNextLimit(int other) {
    return new SimulatedSpotifyConfig(
        port, kind, library, day, credentials, scopes, tokenLifetime, clock, other);
  }
}
