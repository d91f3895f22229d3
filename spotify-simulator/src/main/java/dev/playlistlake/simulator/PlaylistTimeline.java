package dev.playlistlake.simulator;

import dev.playlistlake.simulator.PlaylistDefinition.Turnover;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which entries a playlist has on which day. Every slot has candidates of its own, which take
/// turns; so a song that left can come back, and no song is there twice by accident.
///
/// A [Playlist] asks it for one day at a time. Immutable.
record PlaylistTimeline(PlaylistDefinition definition, SeededRandom random) {
  private static final int CANDIDATES = 3;
  private static final int DAYS_BETWEEN_MOVES = 50;

  /// A slot that is taken: an entry of the playlist on one day.
  ///
  /// @param kind never `DUPLICATE`: that follows from the order of all slots
  /// @param number of the song, episode or local file in the [Catalogue]
  /// @param order ascending in the playlist
  /// @param addedAt as sent
  /// @param addedBy a user's id, sometimes empty
  record Slot(
      ExpectedEntry.Kind kind,
      int number,
      long order,
      @Nullable String addedAt,
      @Nullable String addedBy) {}

  /// The time that one occupant spends in a slot.
  ///
  /// @param random the occupant's own choices
  /// @param generation how many occupants the slot had before
  /// @param since epoch day of its arrival
  /// @param days from its arrival to its successor's
  private record Stay(SeededRandom random, long generation, long since, int days) {

    /// The stay that a day falls into. A slot's stays are equally long, half to one and a half
    /// times the playlist's average, and begin on a day of the slot's own.
    static Stay of(SeededRandom slot, Turnover turnover, long day) {
      int days = turnover.days() / 2 + slot.derive("days").below(turnover.days() + 1);
      int phase = slot.derive("phase").below(days);
      long generation = Math.floorDiv(day + phase, days);
      return new Stay(slot.derive(generation), generation, generation * days - phase, days);
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

  /// The slots that are taken on a day, in playlist order.
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

  /// Charts are ranked again each day.
  private static int rating(Stay stay, long day) {
    int appeal = stay.random().derive("appeal").below(1000);
    return appeal + stay.heat(day) + stay.random().derive("noise").derive(day).below(80);
  }

  /// The newest entry comes last, but now and then somebody drags one to another place.
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

  /// In charts every entry was added at the last refresh, as in those of Spotify's editors.
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
