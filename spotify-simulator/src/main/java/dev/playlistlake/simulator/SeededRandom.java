package dev.playlistlake.simulator;

import java.util.List;

/// A source of pseudo-random choices that depend only on a seed and on names:
/// `random.derive("album").derive(7).below(3)` is the same number in every JVM, in any order of
/// calls. So any day of any playlist can be computed without the days before it.
///
/// If a name in a caller changes, the content of the simulated Spotify changes. Immutable.
///
/// @param state mixed bits (SplitMix64)
record SeededRandom(long state) {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final String BASE62 =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  static SeededRandom of(long seed) {
    return new SeededRandom(mix(seed + STEP));
  }

  SeededRandom derive(long name) {
    return new SeededRandom(mix(state ^ mix(name + STEP)));
  }

  SeededRandom derive(String name) {
    return derive(name.hashCode());
  }

  /// Returns a number from 0 to `bound - 1`.
  int below(int bound) {
    return (int) Long.remainderUnsigned(state, bound);
  }

  /// Returns true with a probability of 1 in `n`.
  boolean oneIn(int n) {
    return below(n) == 0;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /// Returns a Spotify ID: 22 characters in base 62, which encode 128 bits, so the first is at most
  /// 7.
  String spotifyId() {
    char[] id = new char[22];
    long bits = state;
    for (int i = 0; i < id.length; i++) {
      bits = i % 10 == 0 ? mix(bits + STEP) : bits >>> 6;
      id[i] = BASE62.charAt((int) Long.remainderUnsigned(bits & 0x3F, i == 0 ? 8 : 62));
    }
    return new String(id);
  }

  /// Returns a value from `-reach` to `reach` that changes slowly, by linear interpolation between
  /// the values of two weeks.
  ///
  /// @param day epoch day
  int drift(long day, int reach) {
    long week = Math.floorDiv(day, 7);
    int from = derive(week).below(2 * reach + 1) - reach;
    int to = derive(week + 1).below(2 * reach + 1) - reach;
    return from + (to - from) * Math.floorMod(day, 7) / 7;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
