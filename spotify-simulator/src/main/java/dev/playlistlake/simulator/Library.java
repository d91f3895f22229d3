package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that the simulated Spotify knows: a catalogue, the playlists and the user's saved songs.
public final class Library {
  private final Catalogue catalogue;
  private final List<Playlist> playlists;
  private final Playlist liked;

  private Library(Catalogue catalogue, List<Playlist> playlists, Playlist liked) {
    this.catalogue = catalogue;
    this.playlists = List.copyOf(playlists);
    this.liked = liked;
  }

  /// The library that grows from a seed: always the same.
  public static Library seeded(long seed) {
    Dice dice = Dice.seeded(seed);
    Catalogue catalogue = new Catalogue(dice.of("catalogue"));
    List<Playlist> playlists = new ArrayList<>();
    for (PlaylistPlan plan : Plans.ALL) {
      Dice own = dice.of("playlist").of(plan.name());
      // Spotify's own ids all begin alike; some programs know them by that.
      String id = own.id();
      playlists.add(
          new Playlist(
              plan.access() == Access.SPOTIFY ? "37i9dQZF1DX" + id.substring(11) : id,
              plan,
              catalogue,
              own));
    }
    Playlist liked = new Playlist("liked", Plans.LIKED, catalogue, dice.of("liked"));
    return new Library(catalogue, playlists, liked);
  }

  /// The same library, with so many small playlists of the user's more.
  public Library withMore(int more) {
    List<Playlist> all = new ArrayList<>(playlists);
    for (int i = 0; i < more; i++) {
      Dice own = catalogue.dice().of("more").of(i);
      all.add(new Playlist(own.id(), Plans.small(i), catalogue, own));
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

  /// The playlist of an id, or empty.
  public Optional<Playlist> playlist(String id) {
    return playlists.stream().filter(playlist -> playlist.id().equals(id)).findFirst();
  }

  Catalogue catalogue() {
    return catalogue;
  }
}
