package dev.playlistlake.athena;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An engine rejected a statement or could not finish it.
public final class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLACE =
      Pattern.compile("(?s)(?:^|.*?: )line (\\d+):(\\d+): (?<words>.*)");

  private final int line;
  private final int column;

  private SqlException(String message, int line, int column, @Nullable Throwable cause) {
    super(message, cause);
    this.line = line;
    this.column = column;
  }

  /// Makes the exception from an engine's message, and reads the place (`line 3:14: …`) that it may
  /// begin with.
  public static SqlException of(String message, @Nullable Throwable cause) {
    Matcher place = PLACE.matcher(message);
    return place.matches()
        ? new SqlException(
            "line %s:%s: %s".formatted(place.group(1), place.group(2), place.group("words")),
            Integer.parseInt(place.group(1)),
            Integer.parseInt(place.group(2)),
            cause)
        : new SqlException(message, 0, 0, cause);
  }

  /// The line of the error in the statement, from 1; 0 when the engine named none.
  public int line() {
    return line;
  }

  /// The column of the error in its line, from 1; 0 when the engine named none.
  public int column() {
    return column;
  }
}
