package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// All that a simulated Spotify serves: a catalogue, the playlists and the user's saved songs.
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

  /// The library of a seed: always the same.
  public static Library seeded(long seed) {
    SeededRandom random = SeededRandom.of(seed);
    Catalogue catalogue = new Catalogue(random.derive("catalogue"));
    List<Playlist> playlists = new ArrayList<>();
    for (PlaylistDefinition definition : PlaylistDefinition.ALL) {
      SeededRandom own = random.derive("playlist").derive(definition.name());
      // Spotify's own ids begin alike; some programs recognize them by that.
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

  /// This library with so many small playlists of the user's more.
  public Library withMore(int more) {
    List<Playlist> all = new ArrayList<>(playlists);
    for (int i = 0; i < more; i++) {
      SeededRandom own = catalogue.random().derive("more").derive(i);
      all.add(new Playlist(own.spotifyId(), PlaylistDefinition.small(i), catalogue, own));
    }
    return new Library(catalogue, all, liked);
  }

  /// Every playlist: the user's, other people's, and one of Spotify's.
  public List<Playlist> playlists() {
    return playlists;
  }

  /// Those whose entries every kind of app gets with the user's token.
  public List<Playlist> readable() {
    return playlists.stream().filter(Playlist::isReadable).toList();
  }

  /// The user's saved ("liked") songs, the last saved first.
  public Playlist liked() {
    return liked;
  }

  /// The playlist with an id, or empty.
  public Optional<Playlist> playlist(String id) {
    return playlists.stream().filter(playlist -> playlist.id().equals(id)).findFirst();
  }

  /// The playlist with a name.
  ///
  /// @throws IllegalArgumentException when there is none; the message lists the names
  public Playlist named(String name) {
    return playlists.stream()
        .filter(playlist -> playlist.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no playlist is named \""
                        + name
                        + "\", only: "
                        + playlists.stream()
                            .map(Playlist::name)
                            .collect(Collectors.joining(", "))));
  }

  Catalogue catalogue() {
    return catalogue;
  }
}
