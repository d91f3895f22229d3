package dev.playlistlake.local.operate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small JSON text, such as a message or an answer, of which every part may be missing.
///
/// @param members of an object, else empty
/// @param elements of an array, else empty
/// @param text of a string, a number or a boolean, else empty
record JsonTree(Map<String, JsonTree> members, List<JsonTree> elements, String text) {
  private static final JsonFactory FACTORY = new JsonFactory();
  static final JsonTree NOTHING = new JsonTree(Map.of(), List.of(), "");

  /// Reads a text; empty when it isn't JSON.
  static Optional<JsonTree> of(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      JsonTree tree = value(parser);
      return parser.nextToken() == null ? Optional.of(tree) : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static JsonTree value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NULL -> NOTHING;
      default -> new JsonTree(Map.of(), List.of(), parser.getText());
    };
  }

  private static JsonTree object(JsonParser parser) throws IOException {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new JsonTree(members, List.of(), "");
  }

  private static JsonTree array(JsonParser parser) throws IOException {
    List<JsonTree> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new JsonTree(Map.of(), elements, "");
  }

  boolean has(String member) {
    return members.containsKey(member);
  }

  /// What lies behind the names, one inside the other; nothing when one is missing.
  JsonTree at(String... path) {
    JsonTree tree = this;
    for (String name : path) {
      tree = tree.members.getOrDefault(name, NOTHING);
    }
    return tree;
  }

  /// The number here; zero when there is none.
  long number() {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      return 0;
    }
  }
}
