package dev.playlistlake.athena.independent;

import java.time.LocalDate;
import java.util.Comparator;

/// A playlist on a day.
record Snapshot(String playlist, String date) implements Comparable<Snapshot> {
  private static final Comparator<Snapshot> ORDER =
      Comparator.comparing(Snapshot::playlist).thenComparing(Snapshot::date);

  LocalDate day() {
    return LocalDate.parse(date);
  }

  @Override
  public int compareTo(Snapshot other) {
    return ORDER.compare(this, other);
  }
}
