package dev.playlistlake.local.lake;

import dev.playlistlake.transform.TransformReport;

/// What became of one raw object that was to be transformed.
///
/// @param incomplete whether it holds fewer entries than Spotify declared
/// @param message why it failed; else empty
public record Outcome(Status status, long songs, long rejects, boolean incomplete, String message) {

  /// The ways in which it can end.
  public enum Status {
    TRANSFORMED,
    /// It was deleted before it was read.
    GONE,
    /// The function has its event and will tell in its own log.
    SENT,
    /// It would have been transformed.
    LISTED,
    FAILED
  }

  public static Outcome of(TransformReport report) {
    if (report.failed() > 0) {
      return failed(String.join("; ", report.errors()));
    }
    return new Outcome(
        report.gone() > 0 ? Status.GONE : Status.TRANSFORMED,
        report.songs(),
        report.rejects(),
        report.incomplete() > 0,
        "");
  }

  public static Outcome of(Status status) {
    return new Outcome(status, 0, 0, false, "");
  }

  public static Outcome failed(String message) {
    return new Outcome(Status.FAILED, 0, 0, false, message);
  }

  public boolean isGood() {
    return status != Status.FAILED;
  }
}
