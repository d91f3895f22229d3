package dev.playlistlake.simulator;

/// An answer of the API that is an error.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /// `{"error":{"status":404,"message":"Resource not found"}}`.
  Answer answer() {
    return Answer.json(
        status,
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("error");
          json.writeNumberField("status", status);
          json.writeStringField("message", getMessage());
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
