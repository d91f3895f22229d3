package dev.playlistlake.model;

import java.util.Locale;

/// A defect of a stored snapshot that one document shows. The transform reports it, and the views
/// leave the snapshot out of comparisons. Two more troubles need other snapshots or tables, and
/// only SQL judges them: `contradiction` and `unfinished`.
public enum Trouble {
  /// Fewer entries were read than Spotify declared.
  SHORT,
  /// More entries were read than Spotify declared: pages overlapped.
  LONG,
  /// Spotify sent no content for any of several entries.
  UNREADABLE;

  /// The name in reports and in SQL.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
