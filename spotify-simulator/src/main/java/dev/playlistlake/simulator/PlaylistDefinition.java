package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.PlaylistDefinition.Access.COLLABORATIVE;
import static dev.playlistlake.simulator.PlaylistDefinition.Access.FOLLOWED;
import static dev.playlistlake.simulator.PlaylistDefinition.Access.HIDDEN;
import static dev.playlistlake.simulator.PlaylistDefinition.Access.OWNED;
import static dev.playlistlake.simulator.PlaylistDefinition.Access.SPOTIFY;
import static dev.playlistlake.simulator.PlaylistDefinition.Turnover.CHART;
import static dev.playlistlake.simulator.PlaylistDefinition.Turnover.LIVELY;
import static dev.playlistlake.simulator.PlaylistDefinition.Turnover.NONE;
import static dev.playlistlake.simulator.PlaylistDefinition.Turnover.SAVED_SONGS;
import static dev.playlistlake.simulator.PlaylistDefinition.Turnover.SLOW;

import java.util.List;

/// The constant properties of a playlist, and the definitions of all playlists of a [Library].
/// [PlaylistTimeline] derives the entries from it. Immutable.
///
/// @param slots maximum number of entries
/// @param vacantOneIn one of this number of slots is empty at a time, so that the size varies; 0
///   for no empty slot
/// @param unusualOneIn one of this number of entries is not a normal song; 0 for only normal songs
/// @param firstSong number of the first song in the [Catalogue]
record PlaylistDefinition(
    String name,
    String description,
    Access access,
    Turnover turnover,
    int slots,
    int vacantOneIn,
    int unusualOneIn,
    int firstSong) {
  /// All playlists. Some have songs in common. A first page contains up to 100 entries, so one
  /// playlist has 100 entries and one has 101.
  static final List<PlaylistDefinition> ALL =
      List.of(
          define("Five for the Road", "", OWNED, NONE, 5, 0, 0, 40),
          define("Sunday Kitchen", "Coffee &amp; pancakes", OWNED, SLOW, 24, 8, 0, 300),
          define("Harbour Town Top 50", "What&#x27;s hot, daily", OWNED, CHART, 50, 0, 40, 0),
          define("Rediscoveries, Weekly", "&quot;Old&quot; &lt;3", OWNED, LIVELY, 30, 10, 0, 700),
          define("One Hundred Even", "Exactly 100. Always.", OWNED, SLOW, 100, 0, 30, 900),
          define("A Hundred and One", "One too many", OWNED, SLOW, 101, 0, 30, 1100),
          define("Music & Podcasts", "Talk &amp; tunes", OWNED, LIVELY, 120, 12, 3, 1400),
          define("Focus \"Deep Work\"", "Instrumentals\nonly", OWNED, SLOW, 180, 20, 40, 1500),
          define("Our Road Trip", "Everybody adds!", COLLABORATIVE, LIVELY, 260, 15, 25, 200),
          define("Every Script ✨ 日本語 עברית", "", OWNED, SLOW, 350, 30, 20, 2000),
          define("Chart of the North", "Top 200", COLLABORATIVE, CHART, 200, 0, 60, 500),
          define("Everything Since 1981", "A\\B", OWNED, SLOW, 2000, 150, 50, 0),
          define("A Friend's Mixtape", "Made for you", FOLLOWED, SLOW, 80, 10, 20, 100),
          define("Secret Garden", "", HIDDEN, SLOW, 20, 0, 0, 50),
          define("Top 50 – Everywhere", "Daily update", SPOTIFY, CHART, 50, 0, 0, 0));

  static final PlaylistDefinition LIKED =
      define("Liked Songs", "", OWNED, SAVED_SONGS, 130, 0, 0, 1200);

  /// The access of the user to a playlist.
  enum Access {
    OWNED,
    /// Another user owns it, but the user may add songs.
    COLLABORATIVE,
    /// Another user owns it, and it is public. The user follows it.
    FOLLOWED,
    /// Like `COLLABORATIVE`, but the user only follows it and may not add songs.
    FOLLOWED_COLLABORATIVE,
    /// Another user owns it, and it is private.
    HIDDEN,
    /// Spotify owns it. Apps that were created since 2024-11-27 cannot read it:
    /// https://developer.spotify.com/blog/2024-11-27-changes-to-the-web-api
    SPOTIFY;

    /// Whether a Development Mode app receives the entries.
    boolean isReadable() {
      return this == OWNED || this == COLLABORATIVE;
    }

    /// Whether the API describes it as collaborative.
    boolean isCollaborative() {
      return this == COLLABORATIVE || this == FOLLOWED_COLLABORATIVE;
    }

    boolean isVisible() {
      return this != HIDDEN && this != SPOTIFY;
    }
  }

  /// The rate of change. Each day about one of [#days] songs is replaced.
  enum Turnover {
    NONE(400),
    SLOW(40),
    LIVELY(20),
    /// Ordered by popularity of the songs, not by the time when they were added.
    CHART(9),
    /// The user's saved songs, newest first.
    SAVED_SONGS(60);

    private final int days;

    Turnover(int days) {
      this.days = days;
    }

    /// Returns how many days a song stays in the playlist, on average.
    int days() {
      return days;
    }
  }

  /// A playlist for [Library#withFollowedCollaborative].
  static final PlaylistDefinition PARTY =
      define("Party of Others", "", Access.FOLLOWED_COLLABORATIVE, SLOW, 30, 0, 0, 600);

  /// Returns a small playlist for [Library#withMore].
  static PlaylistDefinition small(int number) {
    return define("Small Mix " + (number + 1), "", OWNED, SLOW, 5 + number % 20, 0, 0, 10 * number);
  }

  /// Creates a definition. The short name keeps each definition above on one line.
  private static PlaylistDefinition define(
      String name,
      String description,
      Access access,
      Turnover turnover,
      int slots,
      int vacantOneIn,
      int unusualOneIn,
      int firstSong) {
    return new PlaylistDefinition(
        name, description, access, turnover, slots, vacantOneIn, unusualOneIn, firstSong);
  }
}
