package dev.playlistlake.extract;

import java.util.Locale;

/// What became of one playlist in a run.
///
/// @param playlist its id; `owned` when the list of the user's playlists can't be read
/// @param reason why it isn't stored, else empty
/// @param requests sent for it, those repeated included
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
    /// Not read: it is stored already, or another playlist's failure ended the run.
    SKIPPED;

    /// As the logged report has it.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PlaylistReport stored(String playlist, Snapshot snapshot, String key) {
    return new PlaylistReport(
        playlist, Status.STORED, "", 0, snapshot.entries(), snapshot.unsettled(), 0, key);
  }

  static PlaylistReport failed(
      String playlist, ExtractException failure, int requests, double seconds) {
    Status status = failure.retryMayCure() ? Status.FAILED_RETRYABLE : Status.FAILED_FINAL;
    return new PlaylistReport(
        playlist, status, failure.getMessage() + "", requests, 0, false, seconds, "");
  }

  static PlaylistReport skipped(String playlist, String reason, int requests, double seconds) {
    return new PlaylistReport(playlist, Status.SKIPPED, reason, requests, 0, false, seconds, "");
  }

  PlaylistReport after(int allRequests, double allSeconds) {
    return new PlaylistReport(
        playlist, status, reason, allRequests, entries, unsettled, allSeconds, key);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }
}
