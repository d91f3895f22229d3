package dev.playlistlake.athena;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An engine rejected a statement or could not finish it. Both engines throw it.
public final class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern POSITION =
      Pattern.compile("(?s)(?:^|.*?: )line (\\d+):(\\d+): (?<text>.*)");

  private final int line;
  private final int column;

  private SqlException(String message, int line, int column, @Nullable Throwable cause) {
    super(message, cause);
    this.line = line;
    this.column = column;
  }

  /// Creates the exception from an engine's message. Reads the position (`line 3:14: …`) if the
  /// message begins with one.
  public static SqlException of(String message, @Nullable Throwable cause) {
    Matcher position = POSITION.matcher(message);
    return position.matches()
        ? new SqlException(
            "line %s:%s: %s"
                .formatted(position.group(1), position.group(2), position.group("text")),
            Integer.parseInt(position.group(1)),
            Integer.parseInt(position.group(2)),
            cause)
        : new SqlException(message, 0, 0, cause);
  }

  /// The line of the error in the statement, from 1; 0 if the engine sent none.
  public int line() {
    return line;
  }

  /// The column of the error in its line, from 1; 0 if the engine sent none.
  public int column() {
    return column;
  }
}
