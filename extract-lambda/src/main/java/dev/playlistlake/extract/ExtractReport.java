package dev.playlistlake.extract;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.ExtractException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The result of one run.
///
/// @param snapshotDate `YYYY-MM-DD`
/// @param requests sent to both of Spotify's hosts, also those that belong to no playlist: for
///   tokens and for the list of the user's playlists
/// @param entries stored
/// @param quotaStop 1 when Spotify blocks this app for longer than a run can wait, else 0
/// @param refreshTokenDaysLeft whole days until a person has to log in again, negative when the
///   login has ended; null when the date of the login isn't stored (`authorized_at`), no user
///   logged in, or the credentials can't be read
/// @param notBefore when to run again after a quota stop, else null
/// @param warnings what a person should look at although nothing failed
public record ExtractReport(
    String snapshotDate,
    int stored,
    int skipped,
    int failedRetryable,
    int failedFinal,
    int requests,
    int entries,
    int quotaStop,
    @Nullable Integer refreshTokenDaysLeft,
    @Nullable String notBefore,
    List<String> warnings,
    List<PlaylistReport> playlists) {

  /// Counts what the playlists report.
  ///
  /// @param otherRequests those that belong to no playlist
  static ExtractReport of(
      LocalDate date,
      int otherRequests,
      Optional<BlockedUntil> block,
      Optional<Integer> refreshTokenDaysLeft,
      List<String> warnings,
      List<PlaylistReport> playlists) {
    return new ExtractReport(
        date.toString(),
        count(playlists, Status.STORED),
        count(playlists, Status.SKIPPED),
        count(playlists, Status.FAILED_RETRYABLE),
        count(playlists, Status.FAILED_FINAL),
        otherRequests + playlists.stream().mapToInt(PlaylistReport::requests).sum(),
        playlists.stream().mapToInt(PlaylistReport::entries).sum(),
        block.isPresent() ? 1 : 0,
        refreshTokenDaysLeft.orElse(null),
        block.map(BlockedUntil::until).map(Instant::toString).orElse(null),
        warnings,
        playlists);
  }

  private static int count(List<PlaylistReport> playlists, Status status) {
    return (int) playlists.stream().filter(playlist -> playlist.is(status)).count();
  }

  public ExtractReport {
    warnings = List.copyOf(warnings);
    playlists = List.copyOf(playlists);
  }

  /// The report itself, unless the invocation has to fail so that AWS repeats it. A retry during a
  /// quota stop would make the block longer, so there [#notBefore()] decides.
  ///
  /// @throws ExtractException when a retry may cure some failure
  public ExtractReport orThrow() {
    if (failedRetryable == 0 || quotaStop == 1) {
      return this;
    }
    String reasons =
        playlists.stream()
            .filter(playlist -> playlist.is(Status.FAILED_RETRYABLE))
            .limit(3)
            .map(playlist -> playlist.playlist() + ": " + playlist.reason())
            .collect(Collectors.joining("; "));
    throw ExtractException.retryable(
        "%d of %d playlists failed in a way that a retry may cure, first %s"
            .formatted(failedRetryable, playlists.size(), reasons));
  }
}
