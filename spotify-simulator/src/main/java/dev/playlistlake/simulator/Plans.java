package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.Access.COLLABORATIVE;
import static dev.playlistlake.simulator.Access.FOLLOWED;
import static dev.playlistlake.simulator.Access.HIDDEN;
import static dev.playlistlake.simulator.Access.OWNED;
import static dev.playlistlake.simulator.Access.SPOTIFY;
import static dev.playlistlake.simulator.Pace.CHART;
import static dev.playlistlake.simulator.Pace.LIVELY;
import static dev.playlistlake.simulator.Pace.SAVED;
import static dev.playlistlake.simulator.Pace.SLOW;
import static dev.playlistlake.simulator.Pace.STILL;

import java.util.List;

/// The playlists of a library. Songs of several overlap; 100 and 101 entries are where the first
/// page ends.
final class Plans {
  static final List<PlaylistPlan> ALL =
      List.of(
          plan("Five for the Road", "", OWNED, STILL, 5, 0, 0, 40),
          plan("Sunday Kitchen", "Coffee &amp; pancakes", OWNED, SLOW, 24, 8, 0, 300),
          plan("Harbour Town Top 50", "What&#x27;s hot, daily", OWNED, CHART, 50, 0, 40, 0),
          plan("Rediscoveries, Weekly", "&quot;Old&quot; &lt;3", OWNED, LIVELY, 30, 10, 0, 700),
          plan("One Hundred Even", "Exactly 100. Always.", OWNED, SLOW, 100, 0, 30, 900),
          plan("A Hundred and One", "One too many", OWNED, SLOW, 101, 0, 30, 1100),
          plan("Music & Podcasts", "Talk &amp; tunes", OWNED, LIVELY, 120, 12, 3, 1400),
          plan("Focus \"Deep Work\"", "Instrumentals\nonly", OWNED, SLOW, 180, 20, 40, 1500),
          plan("Our Road Trip", "Everybody adds!", COLLABORATIVE, LIVELY, 260, 15, 25, 200),
          plan("Every Script ✨ 日本語 עברית", "", OWNED, SLOW, 350, 30, 20, 2000),
          plan("Chart of the North", "Top 200", COLLABORATIVE, CHART, 200, 0, 60, 500),
          plan("Everything Since 1981", "A\\B", OWNED, SLOW, 2000, 150, 50, 0),
          plan("A Friend's Mixtape", "Made for you", FOLLOWED, SLOW, 80, 10, 20, 100),
          plan("Secret Garden", "", HIDDEN, SLOW, 20, 0, 0, 50),
          plan("Top 50 – Everywhere", "Daily update", SPOTIFY, CHART, 50, 0, 0, 0));

  static final PlaylistPlan LIKED = plan("Liked Songs", "", OWNED, SAVED, 130, 0, 0, 1200);

  private Plans() {}

  static PlaylistPlan small(int number) {
    return plan("Small Mix " + (number + 1), "", OWNED, SLOW, 5 + number % 20, 0, 0, 10 * number);
  }

  private static PlaylistPlan plan(
      String name,
      String description,
      Access access,
      Pace pace,
      int slots,
      int vacant,
      int odd,
      int firstSong) {
    return new PlaylistPlan(name, description, access, pace, slots, vacant, odd, firstSong);
  }
}
