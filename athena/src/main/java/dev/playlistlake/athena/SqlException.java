package dev.playlistlake.athena;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A statement that an engine refused or could not finish.
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

  /// Takes the place out of the engine's message, where it begins with one (`line 3:14: …`).
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

  /// The line of the statement that is at fault, 1-based; 0 when the engine named none.
  public int line() {
    return line;
  }

  /// The column in that line, 1-based; 0 when the engine named none.
  public int column() {
    return column;
  }
}
