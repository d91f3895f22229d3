package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ExtractException;
import java.util.Locale;

/// The result of one playlist in a run.
///
/// @param playlist its id; `owned` when the list of the user's playlists can't be read
/// @param reason why it isn't stored, else empty
/// @param requests sent for it, retries included
/// @param entries stored
/// @param unsettled whether somebody edited the playlist during each of three readings, of which
///   the last is stored
/// @param key of the raw object, empty when it isn't stored
public record PlaylistReport(
    String playlist,
    Status status,
    String reason,
    int requests,
    int entries,
    boolean unsettled,
    double seconds,
    String key) {

  /// How a playlist ended.
  public enum Status {
    STORED,
    /// The same run may succeed later with nothing changed.
    FAILED_RETRYABLE,
    /// Somebody has to change something first.
    FAILED_FINAL,
    /// Not read: it is stored already, or an error at another playlist ended the run.
    SKIPPED;

    /// As in the logged report.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PlaylistReport stored(String playlist, PlaylistReader.Snapshot snapshot, String key) {
    return new PlaylistReport(
        playlist, Status.STORED, "", 0, snapshot.entries(), snapshot.unsettled(), 0, key);
  }

  static PlaylistReport failed(String playlist, ExtractException error) {
    Status status = error.retryMayCure() ? Status.FAILED_RETRYABLE : Status.FAILED_FINAL;
    return notStored(playlist, status, String.valueOf(error.getMessage()));
  }

  static PlaylistReport skipped(String playlist, String reason) {
    return notStored(playlist, Status.SKIPPED, reason);
  }

  private static PlaylistReport notStored(String playlist, Status status, String reason) {
    return new PlaylistReport(playlist, status, reason, 0, 0, false, 0, "");
  }

  /// The same with what it cost.
  PlaylistReport withCost(int allRequests, double allSeconds) {
    return new PlaylistReport(
        playlist, status, reason, allRequests, entries, unsettled, allSeconds, key);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }
}
