package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ExtractException;
import java.util.Locale;

/// The result of a run for one playlist. Immutable.
///
/// @param playlist its ID; `owned` if the list of the user's playlists cannot be read
/// @param reason why it is not stored, otherwise empty
/// @param requests number of requests for it, including retries
/// @param entries number of stored entries
/// @param unsettled whether the playlist changed during each of three readings; the last reading is
///   stored
/// @param seconds duration
/// @param key of the raw object; empty if it is not stored
public record PlaylistReport(
    String playlist,
    Status status,
    String reason,
    int requests,
    int entries,
    boolean unsettled,
    double seconds,
    String key) {

  /// The outcome for a playlist.
  public enum Status {
    STORED,
    /// A retry may succeed without any change.
    FAILED_RETRYABLE,
    /// A retry fails until you change something.
    FAILED_FINAL,
    /// Not read, because it is already stored or an error of another playlist ended the run.
    SKIPPED;

    /// The text in the logged report.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PlaylistReport stored(String playlist, PlaylistReader.Snapshot snapshot, String key) {
    return new PlaylistReport(
        playlist, Status.STORED, "", 0, snapshot.entries(), snapshot.unsettled(), 0, key);
  }

  static PlaylistReport failed(String playlist, ExtractException error) {
    Status status = error.isRetryable() ? Status.FAILED_RETRYABLE : Status.FAILED_FINAL;
    return notStored(playlist, status, String.valueOf(error.getMessage()));
  }

  static PlaylistReport skipped(String playlist, String reason) {
    return notStored(playlist, Status.SKIPPED, reason);
  }

  private static PlaylistReport notStored(String playlist, Status status, String reason) {
    return new PlaylistReport(playlist, status, reason, 0, 0, false, 0, "");
  }

  /// Returns this report with the number of requests and the duration.
  PlaylistReport withCost(int allRequests, double allSeconds) {
    return new PlaylistReport(
        playlist, status, reason, allRequests, entries, unsettled, allSeconds, key);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }
}
