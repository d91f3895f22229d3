package dev.playlistlake.local.operate;

/// How much is stored in a part of a lake.
///
/// @param place bucket and prefix
/// @param objects versions of objects
/// @param markers that say that an object was deleted
public record PurgeCount(String place, long objects, long markers, long bytes) {

  static PurgeCount none(PurgePart part) {
    return new PurgeCount(part.shown(), 0, 0, 0);
  }

  static PurgeCount of(PurgePart part, StoredVersion found) {
    return found.kind() == StoredVersion.Kind.DELETE_MARKER
        ? new PurgeCount(part.shown(), 0, 1, 0)
        : new PurgeCount(part.shown(), 1, 0, found.bytes());
  }

  PurgeCount plus(PurgeCount more) {
    return new PurgeCount(
        place, objects + more.objects, markers + more.markers, bytes + more.bytes);
  }

  public boolean isEmpty() {
    return objects + markers == 0;
  }
}
