package dev.playlistlake.transform;

import dev.playlistlake.model.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of the function from its environment variables. [TransformHandler] reads them once.
record TransformSettings(String rawBucket, String processedBucket, LogLevel logLevel) {
  private static final String RAW_BUCKET = "RAW_BUCKET";
  private static final String PROCESSED_BUCKET = "PROCESSED_BUCKET";

  /// Reads all settings.
  ///
  /// @throws TransformException with every setting that is missing or invalid
  static TransformSettings of(Map<String, String> environment) {
    List<String> errors = new ArrayList<>();
    for (String name : List.of(RAW_BUCKET, PROCESSED_BUCKET)) {
      if (environment.getOrDefault(name, "").isBlank()) {
        errors.add(name + " is missing: set it to the name of a bucket");
      }
    }
    Optional<LogLevel> level = LogLevel.of(environment.getOrDefault(LogLevel.NAME, ""));
    if (level.isEmpty()) {
      errors.add(LogLevel.UNKNOWN_LEVEL);
    }
    if (!errors.isEmpty()) {
      throw new TransformException(String.join("; ", errors));
    }
    return new TransformSettings(
        environment.getOrDefault(RAW_BUCKET, ""),
        environment.getOrDefault(PROCESSED_BUCKET, ""),
        level.orElse(LogLevel.INFO));
  }
}
