package dev.playlistlake.simulator;

import dev.playlistlake.simulator.PlaylistDefinition.Turnover;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the entries of a playlist on a day. Every slot has its own candidates, which replace
/// each other in turn. So a removed song can return, and no song occurs twice by accident.
///
/// [Playlist] uses it. Immutable.
record PlaylistTimeline(PlaylistDefinition definition, SeededRandom random) {
  private static final int CANDIDATES = 3;
  private static final int DAYS_BETWEEN_MOVES = 50;

  /// An occupied slot: an entry of the playlist on one day.
  ///
  /// @param kind never `DUPLICATE`, because that depends on the order of all slots
  /// @param number of the song, episode or local file in the [Catalogue]
  /// @param order sort key of the playlist, ascending
  /// @param addedAt as sent, in ISO 8601, UTC
  /// @param addedBy ID of a user, sometimes empty
  record Slot(
      ExpectedEntry.Kind kind,
      int number,
      long order,
      @Nullable String addedAt,
      @Nullable String addedBy) {}

  /// The stay of one occupant in a slot.
  ///
  /// @param random source of random choices for this occupant
  /// @param generation number of earlier occupants of the slot
  /// @param since first day, as epoch day
  /// @param days number of days
  private record Stay(SeededRandom random, long generation, long since, int days) {

    /// Returns the stay that includes a day. All stays of a slot have the same length, from half to
    /// one and a half times the average of the playlist. Their first days differ from slot to slot.
    static Stay of(SeededRandom slot, Turnover turnover, long day) {
      int days = turnover.days() / 2 + slot.derive("days").below(turnover.days() + 1);
      int phase = slot.derive("phase").below(days);
      long generation = Math.floorDiv(day + phase, days);
      return new Stay(slot.derive(generation), generation, generation * days - phase, days);
    }

    /// Whether a day is in the last third of the stay.
    boolean isOld(long day) {
      return (day - since) * 3 >= days * 2L;
    }

    /// Returns the chart value of a day: about 0 at both ends of the stay and 1000 in the middle.
    int heat(long day) {
      long twiceAge = 2 * (day - since) + 1;
      return (int) (1000 * twiceAge * (2L * days - twiceAge) / ((long) days * days));
    }
  }

  /// Returns the occupied slots on a day, in playlist order.
  ///
  /// @param day epoch day
  List<Slot> slotsOn(long day) {
    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < definition.slots(); slot++) {
      Stay stay = stay(slot, day);
      if (!happens(stay.random().derive("vacant"), definition.vacantOneIn())) {
        slots.add(slot(slot, stay, day));
      }
    }
    slots.sort(Comparator.comparingLong(Slot::order));
    return slots;
  }

  private Slot slot(int slot, Stay stay, long day) {
    ExpectedEntry.Kind kind = kind(stay, day);
    boolean repeat = isUnusual(stay) && kind == ExpectedEntry.Kind.SONG;
    int other = stay.random().derive("repeated").below(definition.slots());
    return new Slot(
        kind,
        repeat ? song(other, stay(other, day)) : song(slot, stay),
        order(slot, stay, day) * definition.slots() + slot,
        addedAt(stay, day),
        addedBy(stay.random().derive("by")));
  }

  private Stay stay(int slot, long day) {
    return Stay.of(random.derive(slot), definition.turnover(), day);
  }

  private boolean isUnusual(Stay stay) {
    return happens(stay.random().derive("odd"), definition.unusualOneIn());
  }

  private int song(int slot, Stay stay) {
    return definition.firstSong()
        + slot * CANDIDATES
        + (int) Math.floorMod(stay.generation(), (long) CANDIDATES);
  }

  private ExpectedEntry.Kind kind(Stay stay, long day) {
    if (isUnusual(stay)) {
      return switch (stay.random().derive("kind").below(10)) {
        case 0, 1 -> ExpectedEntry.Kind.LOCAL_FILE;
        case 2, 3 -> ExpectedEntry.Kind.EPISODE;
        case 4, 5 -> ExpectedEntry.Kind.UNAVAILABLE;
        case 6 -> ExpectedEntry.Kind.MISSING_ID;
        default -> ExpectedEntry.Kind.SONG;
      };
    }
    boolean takenDown =
        definition.unusualOneIn() > 0 && stay.isOld(day) && stay.random().derive("down").oneIn(60);
    return takenDown ? ExpectedEntry.Kind.UNAVAILABLE : ExpectedEntry.Kind.SONG;
  }

  private long order(int slot, Stay stay, long day) {
    return switch (definition.turnover()) {
      case CHART -> -rating(stay, day);
      case SAVED_SONGS -> -stay.since();
      case NONE, SLOW, LIVELY -> stay.since() - shift(slot, day);
    };
  }

  /// Returns the rating of a day. Charts are sorted by it.
  private static int rating(Stay stay, long day) {
    int appeal = stay.random().derive("appeal").below(1000);
    return appeal + stay.heat(day) + stay.random().derive("noise").derive(day).below(80);
  }

  /// Returns by how many days an entry is moved. The newest entry is the last one, but users
  /// sometimes move entries.
  private int shift(int slot, long day) {
    if (definition.turnover() == Turnover.NONE) {
      return 0;
    }
    SeededRandom move = random.derive(slot).derive("move");
    long moves = Math.floorDiv(day + move.below(DAYS_BETWEEN_MOVES), DAYS_BETWEEN_MOVES);
    return move.derive(moves).oneIn(4)
        ? move.derive(moves).derive("by").below(2 * definition.turnover().days())
        : 0;
  }

  /// Returns when an entry was added. In charts, as in Spotify's own, all entries were added at the
  /// last refresh.
  private @Nullable String addedAt(Stay stay, long day) {
    SeededRandom added = stay.random().derive("added");
    if (happens(added, definition.unusualOneIn() * 2)) {
      return added.derive("null").oneIn(2) ? null : "1970-01-01T00:00:00Z";
    }
    boolean chart = definition.turnover() == Turnover.CHART;
    String time = chart ? "04:00:00" : "0" + added.below(5) + ":" + (10 + added.below(49)) + ":07";
    return LocalDate.ofEpochDay(chart ? day : stay.since()) + "T" + time + "Z";
  }

  private @Nullable String addedBy(SeededRandom by) {
    if (happens(by.derive("odd"), definition.unusualOneIn())) {
      return by.derive("null").oneIn(2) ? null : "";
    }
    return by.pick(User.contributors(definition.access())).id();
  }

  private static boolean happens(SeededRandom random, int oneIn) {
    return oneIn > 0 && random.oneIn(oneIn);
  }
}
