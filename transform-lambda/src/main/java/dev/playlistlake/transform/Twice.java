package dev.playlistlake.transform;

/// Refuses a second member of the same name where entries may stand: one of the two would be lost.
final class Twice {
  private Twice() {}

  static void refuse(boolean seen, String name, JsonCursor json) {
    if (seen) {
      throw TransformException.refused(name, json.path(), "the member a second time", "it once");
    }
  }
}
