package dev.playlistlake.local.operate;

/// What lies in a part of a lake.
///
/// @param place bucket and prefix
/// @param objects versions of objects
/// @param markers that say that an object was deleted
public record PurgeCount(String place, long objects, long markers, long bytes) {

  PurgeCount plus(StoredVersion version) {
    return new PurgeCount(
        place,
        objects + (version.marker() ? 0 : 1),
        markers + (version.marker() ? 1 : 0),
        bytes + version.bytes());
  }

  public boolean isEmpty() {
    return objects + markers == 0;
  }
}
