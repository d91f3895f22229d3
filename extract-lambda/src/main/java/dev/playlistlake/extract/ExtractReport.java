package dev.playlistlake.extract;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.ExtractException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The result of one run. The function logs it with [ReportLine] and returns it. Immutable.
///
/// @param snapshotDate UTC date of the snapshots, `YYYY-MM-DD`
/// @param stored number of playlists
/// @param skipped number of playlists
/// @param failedRetryable number of playlists
/// @param failedFinal number of playlists
/// @param requests number of requests to both hosts of Spotify, including those that belong to no
///   playlist (tokens, list of the user's playlists)
/// @param entries number of stored entries
/// @param quotaStop 1 if Spotify blocks this app for longer than a run can wait, otherwise 0
/// @param refreshTokenDaysLeft whole days until a new login is necessary, negative if the refresh
///   token has expired; null if the time of the login (`authorized_at`) is not stored, no user is
///   logged in, or the credentials cannot be read
/// @param notBefore time of the next run after a quota stop (ISO 8601, UTC), otherwise null
/// @param warnings problems that made no playlist fail
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

  /// Sums up the reports of the playlists.
  ///
  /// @param otherRequests number of requests that belong to no playlist
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

  /// Returns this report, unless the invocation has to fail so that AWS retries it. After a quota
  /// stop it never fails, because a retry would make the block longer.
  ///
  /// @throws ExtractException if a playlist failed with a retryable error
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
        "%d of %d %s failed, but a retry may succeed. First errors: %s"
            .formatted(
                failedRetryable,
                playlists.size(),
                playlists.size() == 1 ? "playlist" : "playlists",
                reasons));
  }
}
