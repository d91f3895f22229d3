package dev.playlistlake.simulator;

/// How fast songs come and go: on a day about one in [#days] is replaced.
enum Pace {
  STILL(400),
  SLOW(40),
  LIVELY(20),
  /// Ranked by how much its songs are heard, not by when they were added.
  CHART(9),
  /// The user's saved songs: the last one saved comes first.
  SAVED(60);

  private final int days;

  Pace(int days) {
    this.days = days;
  }

  /// How long a song stays, on average.
  int days() {
    return days;
  }
}
