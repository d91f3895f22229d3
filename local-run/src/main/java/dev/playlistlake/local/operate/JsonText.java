package dev.playlistlake.local.operate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/// Reads JSON from outside, such as a message of a queue or the response of a function. Every part
/// of it may be missing. Threads may share it.
final class JsonText {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /// Parses a text.
  ///
  /// @return a missing node when the text is not JSON
  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  /// Returns the text of a string, a number or a boolean; empty for everything else.
  static String of(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }
}
