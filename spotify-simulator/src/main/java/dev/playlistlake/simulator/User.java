package dev.playlistlake.simulator;

import dev.playlistlake.simulator.PlaylistDefinition.Access;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A user who owns playlists or adds entries. Immutable.
///
/// @param name display name, or null
record User(String id, @Nullable String name) {
  /// The user who agreed to the app's access.
  static final User ME = new User("lakeside.listener", "Lake Side");

  private static final User FRIEND = new User("31simulatedfriend000000000", "Zoë \"Z\" Ünal");
  private static final User NEIGHBOUR = new User("neighbour_42", null);
  private static final User EDITORS = new User("spotify", "Spotify");

  /// Returns the owner of a playlist.
  static User owner(Access access) {
    return switch (access) {
      case OWNED -> ME;
      case COLLABORATIVE, FOLLOWED, FOLLOWED_COLLABORATIVE -> FRIEND;
      case HIDDEN -> NEIGHBOUR;
      case SPOTIFY -> EDITORS;
    };
  }

  /// Returns the users who add entries to a playlist.
  static List<User> contributors(Access access) {
    return access == Access.COLLABORATIVE ? List.of(FRIEND, ME, NEIGHBOUR) : List.of(owner(access));
  }
}
