package dev.playlistlake.extract;

import dev.playlistlake.extract.PlaylistReport.Status;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one run did.
///
/// @param snapshotDate `YYYY-MM-DD`
/// @param requests sent to both of Spotify's hosts; those for tokens and for the list of the user's
///   playlists belong to no playlist and are counted here alone
/// @param entries stored
/// @param quotaStop 1 when Spotify takes no requests for longer than a run can wait, else 0
/// @param refreshTokenDaysLeft whole days until a person has to log in again, negative when that is
///   over; null when the login's date isn't kept (`authorized_at`), no user logged in, or the
///   credentials can't be read
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

  public ExtractReport {
    warnings = List.copyOf(warnings);
    playlists = List.copyOf(playlists);
  }

  /// The report itself, unless the invocation has to fail so that it is repeated. A retry during a
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
    throw ExtractException.passing(
        "%d of %d playlists failed in a way that a retry may cure, first %s"
            .formatted(failedRetryable, playlists.size(), reasons),
        null);
  }
}
