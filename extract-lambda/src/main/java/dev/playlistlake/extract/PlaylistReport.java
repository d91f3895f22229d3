package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.util.Locale;

/// What became of one playlist in a run.
///
/// @param reason why it isn't stored, else empty
/// @param requests sent for it, those for a token and those repeated included
/// @param entries stored
/// @param key of the raw object, empty when it isn't stored
public record PlaylistReport(
    String playlist,
    Status status,
    String reason,
    int requests,
    int entries,
    double seconds,
    String key) {

  /// How a playlist ended.
  public enum Status {
    STORED,
    /// The same run may succeed later with nothing changed.
    FAILED_RETRYABLE,
    /// Somebody has to change something first.
    FAILED_FINAL,
    /// Not asked for, because an earlier playlist's failure ended the run.
    SKIPPED;

    /// As the logged report has it.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PlaylistReport skipped(PlaylistId playlist) {
    return new PlaylistReport(
        playlist.value(),
        Status.SKIPPED,
        "the run ended at an earlier playlist, whose reason holds for this one too",
        0,
        0,
        0,
        "");
  }

  boolean is(Status wanted) {
    return status == wanted;
  }
}
