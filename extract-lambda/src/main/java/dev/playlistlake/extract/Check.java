package dev.playlistlake.extract;

import dev.playlistlake.extract.CheckReport.PlaylistCheck;
import dev.playlistlake.model.PlaylistId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tries what a run would do, one request for each playlist, one after the other.
final class Check {
  private static final Duration TIME = Duration.ofHours(1);

  private final Extraction.Parts parts;
  private final Session session;
  private final Tally tally = new Tally();

  Check(Extraction.Parts parts) {
    this.parts = parts;
    this.session = new Session(parts, TIME, _ -> {});
  }

  CheckReport report() {
    session.load();
    session.authorize();
    Optional<ExtractException> end = session.end();
    List<PlaylistCheck> playlists = end.isPresent() ? List.of() : playlists();
    return new CheckReport(
        end.map(failure -> failure.getMessage() + "").orElse(""),
        session.tally().requests() + tally.requests(),
        session.refreshTokenDaysLeft().orElse(null),
        session.warnings(),
        playlists);
  }

  private List<PlaylistCheck> playlists() {
    List<PlaylistCheck> checks = new ArrayList<>();
    Selection selection = parts.settings().selection();
    Set<PlaylistId> playlists = new LinkedHashSet<>(selection.named());
    if (selection.owned()) {
      try {
        playlists.addAll(
            new OwnedPlaylists(
                    session.spotify(), session.refusals(), session.tally(), session::warn)
                .find());
      } catch (ExtractException failure) {
        checks.add(new PlaylistCheck(Selection.OWNED, "", "", failure.getMessage() + ""));
      }
    }
    playlists.forEach(playlist -> checks.add(check(playlist)));
    return checks;
  }

  private PlaylistCheck check(PlaylistId playlist) {
    try {
      PlaylistReader.Start start =
          new PlaylistReader(
                  session.spotify(), session.refusals(), parts.outside().clock(), playlist, tally)
              .start();
      return new PlaylistCheck(playlist.value(), start.name(), start.page().total().orElse(""), "");
    } catch (ExtractException failure) {
      return new PlaylistCheck(playlist.value(), "", "", failure.getMessage() + "");
    }
  }
}
