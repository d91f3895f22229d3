package dev.playlistlake.extract;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Why a playlist, or a whole run, could not be stored. The message says what failed, where, the
/// value seen and what to do; it never holds a token, a secret or a code.
public final class ExtractException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean retryMayCure;
  private final boolean endsRun;

  private ExtractException(
      @Nullable String message, @Nullable Throwable cause, boolean retryMayCure, boolean endsRun) {
    super(message, cause);
    this.retryMayCure = retryMayCure;
    this.endsRun = endsRun;
  }

  /// Spotify, the network or S3 failed in passing: the same run may succeed in some minutes.
  static ExtractException passing(String message, @Nullable Throwable cause) {
    return new ExtractException(message, cause, true, false);
  }

  /// Somebody has to change something first: asking again gives the same answer.
  static ExtractException lasting(String message) {
    return new ExtractException(message, null, false, false);
  }

  /// The same failure, of a kind that every further playlist would meet too.
  ExtractException endingRun() {
    return new ExtractException(getMessage(), getCause(), retryMayCure, true);
  }

  /// Tells whether the same run may succeed some minutes later with nothing changed.
  public boolean retryMayCure() {
    return retryMayCure;
  }

  /// Tells whether the run's other playlists would fail in the same way.
  public boolean endsRun() {
    return endsRun;
  }
}
