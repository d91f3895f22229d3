package dev.playlistlake.transform;

import dev.playlistlake.model.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The settings of the function from its environment variables. [TransformHandler] reads them once.
///
/// @param database the Glue database in which days are registered, or empty
record TransformSettings(
    String rawBucket, String processedBucket, Optional<String> database, LogLevel logLevel) {
  private static final String RAW_BUCKET = "RAW_BUCKET";
  private static final String PROCESSED_BUCKET = "PROCESSED_BUCKET";
  private static final String DATABASE = "GLUE_DATABASE";

  /// https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html
  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z0-9_-]{1,255}");

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
    String database = environment.getOrDefault(DATABASE, "").strip();
    if (!database.isEmpty() && !DATABASE_NAME.matcher(database).matches()) {
      errors.add(
          DATABASE
              + " is not the name of a Glue database: expected at most 255 lowercase letters,"
              + " digits, _ and -");
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
        Optional.of(database).filter(name -> !name.isEmpty()),
        level.orElse(LogLevel.INFO));
  }
}
