package dev.playlistlake.simulator;

/// The time that one occupant spends in a slot of a playlist.
///
/// @param dice the occupant's own choices
/// @param generation how many occupants the slot had before
/// @param since epoch day of its arrival
/// @param days from its arrival to its successor's
record Stay(Dice dice, long generation, long since, int days) {

  /// The stay that a day falls into. A slot's stays are all equally long, half to one and a half
  /// times the playlist's pace, and begin on a day of the slot's own.
  static Stay on(long day, Dice slot, Pace pace) {
    int days = pace.days() / 2 + slot.of("days").below(pace.days() + 1);
    int phase = slot.of("phase").below(days);
    long generation = Math.floorDiv(day + phase, days);
    return new Stay(slot.of(generation), generation, generation * days - phase, days);
  }

  /// Whether the last third has begun.
  boolean isOld(long day) {
    return (day - since) * 3 >= days * 2L;
  }

  /// 0 at both ends, 1000 in the middle: a song's rise and fall.
  int heat(long day) {
    long twiceAge = 2 * (day - since) + 1;
    return (int) (1000 * twiceAge * (2L * days - twiceAge) / ((long) days * days));
  }
}
