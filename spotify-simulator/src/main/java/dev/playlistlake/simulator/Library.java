package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The content of a simulated Spotify: a catalogue, the playlists and the user's saved songs.
/// Immutable.
public final class Library {
  private final Catalogue catalogue;
  private final List<Playlist> playlists;
  private final Playlist liked;

  private Library(Catalogue catalogue, List<Playlist> playlists, Playlist liked) {
    this.catalogue = catalogue;
    this.playlists = List.copyOf(playlists);
    this.liked = liked;
  }

  /// Returns the library of a seed. The same seed always results in the same library.
  public static Library seeded(long seed) {
    SeededRandom random = SeededRandom.of(seed);
    Catalogue catalogue = new Catalogue(random.derive("catalogue"));
    List<Playlist> playlists = new ArrayList<>();
    for (PlaylistDefinition definition : PlaylistDefinition.ALL) {
      SeededRandom own = random.derive("playlist").derive(definition.name());
      // The IDs of Spotify's own playlists have a common prefix, by which programs recognize them.
      String id = own.spotifyId();
      playlists.add(
          new Playlist(
              definition.access() == PlaylistDefinition.Access.SPOTIFY
                  ? "37i9dQZF1DX" + id.substring(11)
                  : id,
              definition,
              catalogue,
              own));
    }
    Playlist liked =
        new Playlist("liked", PlaylistDefinition.LIKED, catalogue, random.derive("liked"));
    return new Library(catalogue, playlists, liked);
  }

  /// Returns a copy with additional small playlists that the user owns.
  ///
  /// @param more number of additional playlists
  public Library withMore(int more) {
    List<Playlist> all = new ArrayList<>(playlists);
    for (int i = 0; i < more; i++) {
      SeededRandom own = catalogue.random().derive("more").derive(i);
      all.add(new Playlist(own.spotifyId(), PlaylistDefinition.small(i), catalogue, own));
    }
    return new Library(catalogue, all, liked);
  }

  /// Returns a copy with an additional playlist `Party of Others`, which the user only follows
  /// although it is collaborative. A Development Mode app receives no entries of it.
  public Library withFollowedCollaborative() {
    List<Playlist> all = new ArrayList<>(playlists);
    SeededRandom own = catalogue.random().derive("followed collaborative");
    all.add(new Playlist(own.spotifyId(), PlaylistDefinition.PARTY, catalogue, own));
    return new Library(catalogue, all, liked);
  }

  /// Returns all playlists: of the user, of other users, and one of Spotify.
  public List<Playlist> playlists() {
    return playlists;
  }

  /// Returns the playlists whose entries every kind of app receives with the user's token.
  public List<Playlist> readable() {
    return playlists.stream().filter(Playlist::isReadable).toList();
  }

  /// Returns the user's saved ("liked") songs, newest first.
  public Playlist liked() {
    return liked;
  }

  /// Returns the playlist with an ID, or empty.
  public Optional<Playlist> playlist(String id) {
    return playlists.stream().filter(playlist -> playlist.id().equals(id)).findFirst();
  }

  /// Returns the playlist with a name.
  ///
  /// @throws IllegalArgumentException if it does not exist; the message lists the names
  public Playlist named(String name) {
    return playlists.stream()
        .filter(playlist -> playlist.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "playlist \""
                        + name
                        + "\" does not exist, expected one of: "
                        + playlists.stream()
                            .map(Playlist::name)
                            .collect(Collectors.joining(", "))));
  }

  Catalogue catalogue() {
    return catalogue;
  }
}
