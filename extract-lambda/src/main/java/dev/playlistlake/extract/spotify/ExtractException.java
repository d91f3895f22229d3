package dev.playlistlake.extract.spotify;

import java.io.Serial;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The error of a playlist, of a whole run, or of a login. The message says what failed, where, the
/// value found and what to do. It never contains a token, a secret or a code. Immutable.
public final class ExtractException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean retryable;
  private final boolean withoutEntries;
  private final @Nullable Instant notBefore;

  private ExtractException(
      @Nullable String message,
      @Nullable Throwable cause,
      boolean retryable,
      boolean withoutEntries,
      @Nullable Instant notBefore) {
    super(message, cause);
    this.retryable = retryable;
    this.withoutEntries = withoutEntries;
    this.notBefore = notBefore;
  }

  /// Returns a transient error of Spotify, the network or AWS. A retry may succeed.
  public static ExtractException retryable(String message, @Nullable Throwable cause) {
    return new ExtractException(message, cause, true, false, null);
  }

  /// Returns a transient error without a cause.
  public static ExtractException retryable(String message) {
    return retryable(message, null);
  }

  /// Returns a permanent error. A retry fails until you change something.
  public static ExtractException permanent(String message) {
    return new ExtractException(message, null, false, false, null);
  }

  /// Returns the permanent error for a playlist whose entries Spotify does not send to this user.
  static ExtractException withoutEntries(String message) {
    return new ExtractException(message, null, false, true, null);
  }

  /// Returns the error for a block by Spotify that is longer than a run can wait.
  ///
  /// @param notBefore when Spotify accepts requests again
  public static ExtractException blocked(String message, Instant notBefore) {
    return new ExtractException(message, null, false, false, notBefore);
  }

  /// Whether a retry may succeed some minutes later without any change.
  public boolean isRetryable() {
    return retryable;
  }

  /// Whether Spotify does not send the entries of the playlist to this user.
  public boolean isWithoutEntries() {
    return withoutEntries;
  }

  /// Returns when Spotify accepts requests again; empty if the error is not a block.
  public Optional<Instant> notBefore() {
    return Optional.ofNullable(notBefore);
  }
}
