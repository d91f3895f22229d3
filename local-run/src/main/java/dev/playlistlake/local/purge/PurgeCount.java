package dev.playlistlake.local.purge;

/// How much is stored in a part of a lake. [Purge] counts it, and [PurgeCommand] prints it.
///
/// @param place bucket and prefix
/// @param objects number of versions of objects
/// @param markers number of delete markers
public record PurgeCount(String place, long objects, long markers, long bytes) {

  /// Returns the count of an empty part.
  static PurgeCount none(PurgePart part) {
    return new PurgeCount(part.shown(), 0, 0, 0);
  }

  /// Returns the count of one version or delete marker.
  static PurgeCount of(PurgePart part, StoredVersion found) {
    return found.kind() == StoredVersion.Kind.DELETE_MARKER
        ? new PurgeCount(part.shown(), 0, 1, 0)
        : new PurgeCount(part.shown(), 1, 0, found.bytes());
  }

  /// Returns the sum of both, with the place of this one.
  PurgeCount plus(PurgeCount more) {
    return new PurgeCount(
        place, objects + more.objects, markers + more.markers, bytes + more.bytes);
  }

  /// Returns whether it counts neither objects nor delete markers.
  public boolean isEmpty() {
    return objects + markers == 0;
  }
}
