package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.SpotifyClient;
import dev.playlistlake.extract.spotify.SpotifyList;
import dev.playlistlake.model.PlaylistId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks whether a run would succeed: sends one request for each playlist, one after the other,
/// and stores nothing. Callers use [Extraction#check()]. One thread uses it, for one check.
public final class ExtractCheck {
  private static final Duration TIME = Duration.ofHours(1);

  private final Wiring wiring;
  private final RunContext context;
  private final SpotifyClient spotify;

  ExtractCheck(Wiring wiring) {
    this.wiring = wiring;
    this.context = new RunContext(wiring, TIME, _ -> {});
    this.spotify = context.newClient();
  }

  /// The result of a check.
  ///
  /// @param error why no run can start (credentials, token), otherwise empty
  /// @param requests number of requests to both hosts of Spotify
  /// @param refreshTokenDaysLeft as in [ExtractReport]
  /// @param warnings problems that did not make the check fail
  public record Report(
      String error,
      int requests,
      @Nullable Integer refreshTokenDaysLeft,
      List<String> warnings,
      List<PlaylistCheck> playlists) {

    public Report {
      warnings = List.copyOf(warnings);
      playlists = List.copyOf(playlists);
    }

    /// Whether a run would store every playlist.
    public boolean isGood() {
      return error.isEmpty() && playlists.stream().allMatch(PlaylistCheck::isGood);
    }
  }

  /// The result of a check for one playlist.
  ///
  /// @param playlist its ID; `owned` if the list of the user's playlists cannot be read
  /// @param name as Spotify sent it, otherwise empty
  /// @param total number of entries as Spotify sent it, otherwise empty
  /// @param error why the playlist cannot be read, otherwise empty
  public record PlaylistCheck(String playlist, String name, String total, String error) {
    /// Whether a run would store the playlist.
    public boolean isGood() {
      return error.isEmpty();
    }
  }

  Report report() {
    context.load();
    context.authorize();
    Optional<ExtractException> end = context.end().reason();
    List<PlaylistCheck> playlists = end.isPresent() ? List.of() : checkAll();
    return new Report(
        end.map(failure -> String.valueOf(failure.getMessage())).orElse(""),
        context.otherRequests() + spotify.requests(),
        context.refreshTokenDaysLeft().orElse(null),
        context.warnings(),
        playlists);
  }

  private List<PlaylistCheck> checkAll() {
    List<PlaylistCheck> checks = new ArrayList<>();
    Selection selection = wiring.settings().selection();
    Set<PlaylistId> playlists = new LinkedHashSet<>(selection.named());
    if (selection.owned()) {
      try {
        playlists.addAll(context.findOwned(selection));
      } catch (ExtractException failure) {
        checks.add(failed(SpotifyList.OWNED, failure));
      }
    }
    playlists.forEach(playlist -> check(playlist, selection).ifPresent(checks::add));
    return checks;
  }

  /// Returns empty for a playlist that the user only follows, which a run does not report either.
  private Optional<PlaylistCheck> check(PlaylistId playlist, Selection selection) {
    try {
      PlaylistReader.Start start = context.reader(playlist, spotify).start();
      String total = start.page().total().orElse("");
      return Optional.of(new PlaylistCheck(playlist.value(), start.name(), total, ""));
    } catch (ExtractException failure) {
      if (context.isOnlyFollowed(playlist, selection, failure)) {
        context.warn(ErrorAdvice.onlyFollowed(playlist));
        return Optional.empty();
      }
      return Optional.of(failed(playlist.value(), failure));
    }
  }

  private static PlaylistCheck failed(String playlist, ExtractException failure) {
    return new PlaylistCheck(playlist, "", "", String.valueOf(failure.getMessage()));
  }
}
