package dev.playlistlake.transform;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Remembers which members of one object decide its shape. Such a member may contain entries, so a
/// second one of the same name would lose the entries of one of the two. The readers of objects use
/// it; whether a second member is an error depends on what the object turns out to be.
final class ShapeMembers {
  private static final Set<String> NAMES =
      Set.of("schema", "items", "tracks", "pages", "playlists");

  private final Set<String> seen = HashSet.newHashSet(NAMES.size());

  /// Checks the member at the cursor.
  ///
  /// @return the error of a second member of this name; empty for the first one, and for members
  ///   that don't decide the shape
  Optional<TransformException> repeated(String member, JsonCursor json) {
    return !NAMES.contains(member) || seen.add(member)
        ? Optional.empty()
        : Optional.of(json.secondMember());
  }
}
