package dev.playlistlake.local.operate;

/// Result of a [Redrive], in numbers of messages.
///
/// @param processed messages that are deleted, because all their snapshots are transformed or no
///   longer exist
/// @param failed messages that failed again
/// @param left other messages, which are kept
/// @param listed messages that a dry run would process
/// @param cutShort whether the redrive stopped early, because the queue ignores its visibility
///   timeout
public record RedriveReport(int processed, int failed, int left, int listed, boolean cutShort) {

  /// Returns whether no message needs attention.
  public boolean isGood() {
    return failed + left == 0 && !cutShort;
  }
}
