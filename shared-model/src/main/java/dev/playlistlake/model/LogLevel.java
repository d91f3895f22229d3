package dev.playlistlake.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// How much a function logs besides its reports, warnings and failures, which come always.
public enum LogLevel {
  /// A line for each request or document too.
  DEBUG,
  /// What is passed over, and why.
  INFO,
  /// Nothing else.
  WARN;

  /// The variable in a function's environment.
  public static final String NAME = "LOG_LEVEL";

  /// What is wrong with a value that no level has. The value may be anything, so it isn't shown.
  public static final String FAULT = NAME + " is none of DEBUG, INFO, WARN";

  /// The level of that name, [#INFO] for none; empty when there is no such level.
  public static Optional<LogLevel> of(String name) {
    String wanted = name.isBlank() ? INFO.name() : name.strip();
    return Arrays.stream(values()).filter(level -> level.name().equals(wanted)).findFirst();
  }

  /// The same log, when lines of a kind belong in it at this level; else one that keeps nothing.
  public Consumer<String> only(LogLevel kind, Consumer<String> log) {
    return kind.compareTo(this) >= 0 ? log : _ -> {};
  }
}
