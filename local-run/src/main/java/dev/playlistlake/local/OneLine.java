package dev.playlistlake.local;

import dev.playlistlake.transform.TransformException;

/// Text that holds names of files, which whoever made an archive chose, as a terminal may show it.
final class OneLine {
  /// Longer than a path may be on any system.
  private static final int LONGEST = 1 << 15;

  private OneLine() {}

  static String of(Object text) {
    return TransformException.shown(String.valueOf(text), LONGEST);
  }
}
