package dev.playlistlake.local.operate;

/// What became of the messages of a failure queue.
///
/// @param worked messages whose snapshots all have their tables, or are gone; they are deleted
/// @param failed messages that failed again
/// @param left messages that are something else
/// @param listed messages that a rehearsal met
/// @param cutShort whether it ended before the queue did, because the queue hides nothing
public record RedriveReport(int worked, int failed, int left, int listed, boolean cutShort) {

  /// Whether nothing is left that wants attention.
  public boolean isGood() {
    return failed + left == 0 && !cutShort;
  }
}
