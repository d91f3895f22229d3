package dev.playlistlake.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run would meet.
///
/// @param problem why no run can begin (credentials, token), else empty
/// @param requests sent to both of Spotify's hosts
/// @param refreshTokenDaysLeft as in [ExtractReport]
/// @param warnings what a person should look at although nothing failed
public record CheckReport(
    String problem,
    int requests,
    @Nullable Integer refreshTokenDaysLeft,
    List<String> warnings,
    List<PlaylistCheck> playlists) {

  public CheckReport {
    warnings = List.copyOf(warnings);
    playlists = List.copyOf(playlists);
  }

  /// What a run would meet at one playlist.
  ///
  /// @param playlist its id; `owned` when the list of the user's playlists can't be read
  /// @param name as Spotify tells it, empty when it doesn't
  /// @param total entries as Spotify tells it, empty when it doesn't
  /// @param problem why it can't be read, else empty
  public record PlaylistCheck(String playlist, String name, String total, String problem) {}

  /// Tells whether a run would store every playlist.
  public boolean isGood() {
    return problem.isEmpty() && playlists.stream().allMatch(check -> check.problem().isEmpty());
  }
}
