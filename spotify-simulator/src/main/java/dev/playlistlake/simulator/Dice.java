package dev.playlistlake.simulator;

import java.util.List;

/// Choices that depend on nothing but their names: `dice.of("album").of(7).below(3)` is the same in
/// every JVM, in whatever order and however often it is asked. Only that lets any day of any
/// playlist be asked first.
///
/// @param state well mixed bits (SplitMix64)
record Dice(long state) {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final String BASE62 =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  static Dice seeded(long seed) {
    return new Dice(mix(seed + STEP));
  }

  Dice of(long part) {
    return new Dice(mix(state ^ mix(part + STEP)));
  }

  Dice of(String part) {
    return of(part.hashCode());
  }

  int below(int bound) {
    return (int) Long.remainderUnsigned(state, bound);
  }

  boolean oneIn(int n) {
    return below(n) == 0;
  }

  <T> T from(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /// A Spotify id: 22 characters. They stand for 128 bits, so the first is never above 7.
  String id() {
    char[] id = new char[22];
    long bits = state;
    for (int i = 0; i < id.length; i++) {
      bits = i % 10 == 0 ? mix(bits + STEP) : bits >>> 6;
      id[i] = BASE62.charAt((int) Long.remainderUnsigned(bits & 0x3F, i == 0 ? 8 : 62));
    }
    return new String(id);
  }

  /// A value between `-reach` and `reach` that changes slowly: it goes straight from one week's
  /// choice to the next one's.
  int drift(long day, int reach) {
    long week = Math.floorDiv(day, 7);
    int from = of(week).below(2 * reach + 1) - reach;
    int to = of(week + 1).below(2 * reach + 1) - reach;
    return from + (to - from) * Math.floorMod(day, 7) / 7;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
