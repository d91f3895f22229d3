package dev.playlistlake.extract;

import dev.playlistlake.extract.PlaylistReport.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/// What one run did.
///
/// @param snapshotDate `YYYY-MM-DD`
/// @param requests sent to both of Spotify's hosts
/// @param entries stored
public record ExtractReport(
    String snapshotDate,
    int stored,
    int failedRetryable,
    int failedFinal,
    int skipped,
    int requests,
    int entries,
    List<PlaylistReport> playlists) {

  public ExtractReport {
    playlists = List.copyOf(playlists);
  }

  static ExtractReport of(LocalDate date, List<PlaylistReport> playlists) {
    return new ExtractReport(
        date.toString(),
        count(playlists, Status.STORED),
        count(playlists, Status.FAILED_RETRYABLE),
        count(playlists, Status.FAILED_FINAL),
        count(playlists, Status.SKIPPED),
        playlists.stream().mapToInt(PlaylistReport::requests).sum(),
        playlists.stream().mapToInt(PlaylistReport::entries).sum(),
        playlists);
  }

  /// The report itself, unless the invocation has to fail so that it is repeated.
  ///
  /// @throws ExtractException when a retry may cure some failure
  public ExtractReport orThrow() {
    if (failedRetryable == 0) {
      return this;
    }
    String reasons =
        playlists.stream()
            .filter(playlist -> playlist.is(Status.FAILED_RETRYABLE))
            .limit(3)
            .map(playlist -> playlist.playlist() + ": " + playlist.reason())
            .collect(Collectors.joining("; "));
    throw ExtractException.passing(
        "%d of %d playlists failed in a way that a retry may cure, first %s"
            .formatted(failedRetryable, playlists.size(), reasons),
        null);
  }

  private static int count(List<PlaylistReport> playlists, Status status) {
    return (int) playlists.stream().filter(playlist -> playlist.is(status)).count();
  }
}
