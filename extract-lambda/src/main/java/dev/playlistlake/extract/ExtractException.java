package dev.playlistlake.extract;

import java.io.Serial;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a playlist, or a whole run, could not be stored. The message says what failed, where, the
/// value seen and what to do; it never holds a token, a secret or a code.
public final class ExtractException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean retryMayCure;
  private final boolean endsRun;
  private final @Nullable Instant notBefore;

  private ExtractException(
      @Nullable String message,
      @Nullable Throwable cause,
      boolean retryMayCure,
      boolean endsRun,
      @Nullable Instant notBefore) {
    super(message, cause);
    this.retryMayCure = retryMayCure;
    this.endsRun = endsRun;
    this.notBefore = notBefore;
  }

  /// Spotify, the network or S3 failed in passing: the same run may succeed in some minutes.
  public static ExtractException passing(String message, @Nullable Throwable cause) {
    return new ExtractException(message, cause, true, false, null);
  }

  /// Somebody has to change something first: asking again gives the same answer.
  public static ExtractException lasting(String message) {
    return new ExtractException(message, null, false, false, null);
  }

  /// Spotify takes no request for longer than a run can wait.
  static ExtractException blocked(String message, Instant notBefore) {
    return new ExtractException(message, null, false, true, notBefore);
  }

  /// The same failure, of a kind that every further playlist would meet too.
  ExtractException endingRun() {
    return new ExtractException(getMessage(), getCause(), retryMayCure, true, notBefore);
  }

  /// Tells whether the same run may succeed some minutes later with nothing changed.
  public boolean retryMayCure() {
    return retryMayCure;
  }

  /// Tells whether the run's other playlists would fail in the same way.
  public boolean endsRun() {
    return endsRun;
  }

  /// When Spotify takes requests again; empty unless that is why the run ended.
  public Optional<Instant> notBefore() {
    return Optional.ofNullable(notBefore);
  }
}
