package dev.playlistlake.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the function takes from its environment.
record Settings(String rawBucket, String processedBucket) {

  /// Reads both names.
  ///
  /// @throws TransformException naming every variable that is missing
  static Settings of(Map<String, String> environment) {
    List<String> missing = new ArrayList<>();
    for (String name : List.of("RAW_BUCKET", "PROCESSED_BUCKET")) {
      if (environment.getOrDefault(name, "").isBlank()) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new TransformException(
          "set " + String.join(" and ", missing) + ": the name of a bucket each");
    }
    return new Settings(
        environment.getOrDefault("RAW_BUCKET", ""),
        environment.getOrDefault("PROCESSED_BUCKET", ""));
  }
}
