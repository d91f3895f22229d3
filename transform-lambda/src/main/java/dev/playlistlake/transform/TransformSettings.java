package dev.playlistlake.transform;

import dev.playlistlake.model.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of the function, from its environment.
record TransformSettings(String rawBucket, String processedBucket, LogLevel logLevel) {
  private static final String RAW_BUCKET = "RAW_BUCKET";
  private static final String PROCESSED_BUCKET = "PROCESSED_BUCKET";

  /// Reads all of them.
  ///
  /// @throws TransformException with the name of every variable that is missing or invalid
  static TransformSettings of(Map<String, String> environment) {
    List<String> missing =
        List.of(RAW_BUCKET, PROCESSED_BUCKET).stream()
            .filter(name -> environment.getOrDefault(name, "").isBlank())
            .toList();
    Optional<LogLevel> level = LogLevel.of(environment.getOrDefault(LogLevel.NAME, ""));
    List<String> faults = new ArrayList<>();
    if (!missing.isEmpty()) {
      faults.add("set " + String.join(" and ", missing) + ": the name of a bucket each");
    }
    if (level.isEmpty()) {
      faults.add(LogLevel.FAULT);
    }
    if (!faults.isEmpty()) {
      throw new TransformException(String.join("; ", faults));
    }
    return new TransformSettings(
        environment.getOrDefault(RAW_BUCKET, ""),
        environment.getOrDefault(PROCESSED_BUCKET, ""),
        level.orElse(LogLevel.INFO));
  }
}
