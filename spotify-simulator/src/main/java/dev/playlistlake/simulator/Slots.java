package dev.playlistlake.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The places of a playlist and who is in them on a day. Every slot has candidates of its own, who
/// take turns; so a song that left can come back, and no song is there twice by accident.
record Slots(PlaylistPlan plan, Dice dice) {
  private static final int CANDIDATES = 3;
  private static final int DAYS_BETWEEN_MOVES = 50;

  List<Slot> on(long day) {
    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < plan.slots(); slot++) {
      Stay stay = stay(slot, day);
      if (!happens(stay.dice().of("vacant"), plan.vacant())) {
        slots.add(slot(slot, stay, day));
      }
    }
    slots.sort(Comparator.comparingLong(Slot::order));
    return slots;
  }

  private Slot slot(int slot, Stay stay, long day) {
    Entry.Kind kind = kind(stay, day);
    boolean repeat = happens(stay.dice().of("odd"), plan.odd()) && kind == Entry.Kind.SONG;
    int other = stay.dice().of("repeated").below(plan.slots());
    return new Slot(
        kind,
        repeat ? song(other, stay(other, day)) : song(slot, stay),
        order(slot, stay, day) * plan.slots() + slot,
        addedAt(stay, day),
        addedBy(stay.dice().of("by")));
  }

  private Stay stay(int slot, long day) {
    return Stay.on(day, dice.of(slot), plan.pace());
  }

  private int song(int slot, Stay stay) {
    return plan.firstSong()
        + slot * CANDIDATES
        + (int) Math.floorMod(stay.generation(), (long) CANDIDATES);
  }

  private Entry.Kind kind(Stay stay, long day) {
    if (happens(stay.dice().of("odd"), plan.odd())) {
      return switch (stay.dice().of("kind").below(10)) {
        case 0, 1 -> Entry.Kind.LOCAL_FILE;
        case 2, 3 -> Entry.Kind.EPISODE;
        case 4, 5 -> Entry.Kind.UNAVAILABLE;
        case 6 -> Entry.Kind.MISSING_ID;
        default -> Entry.Kind.SONG;
      };
    }
    boolean takenDown = plan.odd() > 0 && stay.isOld(day) && stay.dice().of("down").oneIn(60);
    return takenDown ? Entry.Kind.UNAVAILABLE : Entry.Kind.SONG;
  }

  private long order(int slot, Stay stay, long day) {
    return switch (plan.pace()) {
      case CHART -> -rating(stay, day);
      case SAVED -> -stay.since();
      case STILL, SLOW, LIVELY -> stay.since() - shift(slot, day);
    };
  }

  /// Charts are ranked anew each day.
  private static int rating(Stay stay, long day) {
    int appeal = stay.dice().of("appeal").below(1000);
    return appeal + stay.heat(day) + stay.dice().of("noise").of(day).below(80);
  }

  /// The newest entry comes last, but now and then somebody drags one to another place.
  private int shift(int slot, long day) {
    if (plan.pace() == Pace.STILL) {
      return 0;
    }
    Dice move = dice.of(slot).of("move");
    long moves = Math.floorDiv(day + move.below(DAYS_BETWEEN_MOVES), DAYS_BETWEEN_MOVES);
    return move.of(moves).oneIn(4) ? move.of(moves).of("by").below(2 * plan.pace().days()) : 0;
  }

  /// In charts each entry was added at the last refresh, as Spotify's editors have it.
  private @Nullable String addedAt(Stay stay, long day) {
    Dice added = stay.dice().of("added");
    if (happens(added, plan.odd() * 2)) {
      return added.of("null").oneIn(2) ? null : "1970-01-01T00:00:00Z";
    }
    boolean chart = plan.pace() == Pace.CHART;
    String time = chart ? "04:00:00" : "0" + added.below(5) + ":" + (10 + added.below(49)) + ":07";
    return LocalDate.ofEpochDay(chart ? day : stay.since()) + "T" + time + "Z";
  }

  private @Nullable String addedBy(Dice by) {
    if (happens(by.of("odd"), plan.odd())) {
      return by.of("null").oneIn(2) ? null : "";
    }
    return by.from(User.contributors(plan.access())).id();
  }

  private static boolean happens(Dice dice, int oneIn) {
    return oneIn > 0 && dice.oneIn(oneIn);
  }
}
