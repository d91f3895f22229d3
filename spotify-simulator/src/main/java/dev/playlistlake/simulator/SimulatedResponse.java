package dev.playlistlake.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A response before compression. [AccountsHost] and [WebApiHost] create it, and tests for a
/// [Fault]. Immutable.
public record SimulatedResponse(int status, Map<String, String> headers, String body) {

  public SimulatedResponse {
    headers = Map.copyOf(headers);
  }

  /// Returns a JSON response with this text.
  public static SimulatedResponse json(int status, String body) {
    return new SimulatedResponse(
        status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  static SimulatedResponse json(int status, SpotifyJson.Part document) {
    return json(status, new String(SpotifyJson.bytes(document), StandardCharsets.UTF_8));
  }

  /// Returns an error in the form of the Web API: `{"error":{"status":403,"message":"Forbidden"}}`.
  public static SimulatedResponse error(int status, String message) {
    return json(
        status,
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("error");
          json.writeNumberField("status", status);
          json.writeStringField("message", message);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /// Returns a copy with one header added or replaced.
  public SimulatedResponse withHeader(String name, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(name, value);
    return new SimulatedResponse(status, all, body);
  }

  /// Returns a copy with another body.
  public SimulatedResponse withBody(String other) {
    return new SimulatedResponse(status, headers, other);
  }
}
