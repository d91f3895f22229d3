package dev.playlistlake.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Reads a JSON object whose values are texts.
public final class Fields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fields() {}

  /// Returns the members of the object in a file.
  public static Map<String, String> of(Path file) throws IOException {
    return of(Files.readString(file));
  }

  /// Returns the members of the object.
  public static Map<String, String> of(String text) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    JSON.readTree(text).properties().forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
    return fields;
  }
}
