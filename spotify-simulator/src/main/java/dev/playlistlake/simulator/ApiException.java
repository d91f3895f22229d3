package dev.playlistlake.simulator;

/// Ends a request with an error response in the form of the Web API. [SpotifyHttpHandler] sends the
/// response.
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String message;

  ApiException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
  }

  SimulatedResponse response() {
    return SimulatedResponse.error(status, message);
  }
}
