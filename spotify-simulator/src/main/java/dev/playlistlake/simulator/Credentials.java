package dev.playlistlake.simulator;

/// What an app and its user are known by at the simulated accounts host.
///
/// @param refreshToken of the user's consent
public record Credentials(String clientId, String clientSecret, String refreshToken) {
  /// Good for any simulation: nothing real depends on them.
  public static final Credentials DEFAULT =
      new Credentials("simulated-client", "simulated-secret", "simulated-refresh-token");

  /// Names the client alone: a log is no place for the others.
  @Override
  public String toString() {
    return "Credentials[" + clientId + "]";
  }
}
