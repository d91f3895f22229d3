package dev.playlistlake.transform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// A valid document, and variants in which one value is replaced.
final class SampleDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SampleDocument() {}

  /// The unchanged document.
  static byte[] valid() {
    try (InputStream file = SampleDocument.class.getResourceAsStream("/golden/snapshot.json")) {
      return Objects.requireNonNull(file).readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Makes JSON from a text that has `'` in place of `"`, which is easier to read in Java.
  static String json(String text) {
    return text.replace('\'', '"');
  }

  /// The document with one value replaced.
  ///
  /// @param path JSON pointer
  /// @param value JSON with `'` in place of `"`; empty removes the member
  static String with(String path, String value) {
    try {
      JsonNode document = JSON.readTree(valid());
      JsonPointer pointer = JsonPointer.compile(path);
      JsonNode parent = document.at(pointer.head());
      if (value.isEmpty()) {
        ((ObjectNode) parent).remove(pointer.last().getMatchingProperty());
      } else if (parent instanceof ArrayNode array) {
        array.set(pointer.last().getMatchingIndex(), JSON.readTree(json(value)));
      } else {
        ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), JSON.readTree(json(value)));
      }
      return JSON.writeValueAsString(document);
    } catch (IOException invalidCase) {
      throw new IllegalArgumentException(path + " = " + value, invalidCase);
    }
  }
}
