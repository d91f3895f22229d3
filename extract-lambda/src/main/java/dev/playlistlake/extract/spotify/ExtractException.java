package dev.playlistlake.extract.spotify;

import java.io.Serial;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A playlist, or a whole run, could not be stored. The message says what failed, where, the value
/// seen and what to do. It never contains a token, a secret or a code.
public final class ExtractException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean retryMayCure;
  private final @Nullable Instant notBefore;

  private ExtractException(
      @Nullable String message,
      @Nullable Throwable cause,
      boolean retryMayCure,
      @Nullable Instant notBefore) {
    super(message, cause);
    this.retryMayCure = retryMayCure;
    this.notBefore = notBefore;
  }

  /// A transient error of Spotify, the network or AWS: the same run may succeed in some minutes.
  public static ExtractException retryable(String message, @Nullable Throwable cause) {
    return new ExtractException(message, cause, true, null);
  }

  /// A transient error without a cause.
  public static ExtractException retryable(String message) {
    return retryable(message, null);
  }

  /// A permanent error: a retry fails in the same way until somebody changes something.
  public static ExtractException permanent(String message) {
    return new ExtractException(message, null, false, null);
  }

  /// Spotify blocks this app for longer than a run can wait.
  ///
  /// @param notBefore when Spotify accepts requests again
  public static ExtractException blocked(String message, Instant notBefore) {
    return new ExtractException(message, null, false, notBefore);
  }

  /// Whether the same run may succeed some minutes later with nothing changed.
  public boolean retryMayCure() {
    return retryMayCure;
  }

  /// When Spotify accepts requests again; empty for every other error than a block.
  public Optional<Instant> notBefore() {
    return Optional.ofNullable(notBefore);
  }
}
