package dev.playlistlake.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// How much a function logs. Reports, warnings and errors are logged at every level. Both functions
/// use it.
public enum LogLevel {
  /// Also one line for each request or document.
  DEBUG,
  /// Also everything that is ignored, with the reason.
  INFO,
  /// Only reports, warnings and errors.
  WARN;

  /// The name of the environment variable.
  public static final String NAME = "LOG_LEVEL";

  /// The error for an unknown level. It doesn't contain the value, which may be a misplaced secret.
  public static final String UNKNOWN_LEVEL = NAME + " is invalid: expected DEBUG, INFO or WARN";

  /// The level of a name. A blank name means [#INFO]; an unknown name has no level.
  public static Optional<LogLevel> of(String name) {
    String stripped = name.isBlank() ? INFO.name() : name.strip();
    return Arrays.stream(values()).filter(level -> level.name().equals(stripped)).findFirst();
  }

  /// Returns the log for lines of one level: `log` if this level includes them, otherwise a log
  /// that drops every line.
  public Consumer<String> only(LogLevel lines, Consumer<String> log) {
    return lines.compareTo(this) >= 0 ? log : _ -> {};
  }
}
