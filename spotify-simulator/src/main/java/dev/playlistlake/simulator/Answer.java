package dev.playlistlake.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What the server says to one request, before compression.
public record Answer(int status, Map<String, String> headers, String body) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  /// A JSON answer of this text.
  public static Answer json(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  /// The same with one header more, or changed.
  public Answer with(String header, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(header, value);
    return new Answer(status, all, body);
  }

  static Answer json(int status, Json.Part document) {
    return json(status, new String(Json.bytes(document), StandardCharsets.UTF_8));
  }
}
