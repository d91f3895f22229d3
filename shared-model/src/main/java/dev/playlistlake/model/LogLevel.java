package dev.playlistlake.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// How much a function logs. Reports, warnings and failures are logged at every level.
public enum LogLevel {
  /// A line for each request or document too.
  DEBUG,
  /// What is ignored, and why.
  INFO,
  /// Nothing else.
  WARN;

  /// The variable in a function's environment.
  public static final String NAME = "LOG_LEVEL";

  /// The error for an unknown level. Its value can be a secret, so the error doesn't show it.
  public static final String FAULT = NAME + " is none of DEBUG, INFO, WARN";

  /// The level with the name, [#INFO] for no name; empty for an unknown name.
  public static Optional<LogLevel> of(String name) {
    String wanted = name.isBlank() ? INFO.name() : name.strip();
    return Arrays.stream(values()).filter(level -> level.name().equals(wanted)).findFirst();
  }

  /// The log for lines of one kind: the given one if this level includes them, else one that drops
  /// every line.
  public Consumer<String> only(LogLevel kind, Consumer<String> log) {
    return kind.compareTo(this) >= 0 ? log : _ -> {};
  }
}
