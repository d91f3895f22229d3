package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Artist;
import dev.playlistlake.model.Credit;
import dev.playlistlake.model.Reject;
import dev.playlistlake.model.Song;
import dev.playlistlake.model.SongArtist;
import dev.playlistlake.transform.PlaylistEntry.Outcome.Accepted;
import dev.playlistlake.transform.PlaylistEntry.Outcome.Rejected;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// The rows of one playlist in five tables: all tables except `playlists`. Each entry adds one
/// song, one duplicate or one reject. One thread fills it while it reads the document.
final class PlaylistRows {
  private final Map<String, Song> songs = new LinkedHashMap<>();
  private final Map<String, Album> albums = new LinkedHashMap<>();
  private final Map<String, Artist> artists = new LinkedHashMap<>();
  private final List<Reject> rejects = new ArrayList<>();
  private long itemsRead;
  private long duplicates;

  /// Adds the next entry of the playlist.
  void add(PlaylistEntry entry) {
    itemsRead++;
    switch (entry.outcome(itemsRead)) {
      case Rejected(Reject reject) -> rejects.add(reject);
      case Accepted(Song song, Album album) -> add(song, album);
    }
  }

  private void add(Song song, Album album) {
    Song known = songs.putIfAbsent(song.id(), song);
    if (known != null) {
      songs.put(song.id(), known.occurringAgain());
      duplicates++;
      return;
    }
    if (!album.id().isEmpty()) {
      albums.merge(album.id(), album, (first, _) -> first.withAnotherSong());
    }
    Set<String> counted = HashSet.newHashSet(2);
    for (Credit credit : song.credits().list()) {
      add(credit, counted.add(credit.id()) ? 1 : 0);
    }
    for (Credit credit : album.credits().list()) {
      add(credit, 0);
    }
  }

  private void add(Credit credit, long moreSongs) {
    if (!credit.id().isEmpty()) {
      Artist artist = new Artist(credit.id(), credit.name(), moreSongs, credit.url());
      artists.merge(artist.id(), artist, (first, _) -> first.withMoreSongs(moreSongs));
    }
  }

  Collection<Song> songs() {
    return Collections.unmodifiableCollection(songs.values());
  }

  Collection<Album> albums() {
    return Collections.unmodifiableCollection(albums.values());
  }

  Collection<Artist> artists() {
    return Collections.unmodifiableCollection(artists.values());
  }

  List<Reject> rejects() {
    return Collections.unmodifiableList(rejects);
  }

  /// One row for each credit of a song, except for credits without an artist id. The rows are
  /// created while they are read.
  Iterable<SongArtist> songArtists() {
    return () -> songs.values().stream().flatMap(song -> songArtists(song).stream()).iterator();
  }

  private static List<SongArtist> songArtists(Song song) {
    List<SongArtist> rows = new ArrayList<>();
    Iterator<Credit> credits = song.credits().list().iterator();
    for (int position = 1; credits.hasNext(); position++) {
      Credit credit = credits.next();
      if (!credit.id().isEmpty()) {
        rows.add(new SongArtist(song.id(), position, credit.id()));
      }
    }
    return rows;
  }

  long itemsRead() {
    return itemsRead;
  }

  long duplicates() {
    return duplicates;
  }

  /// The number of entries without content or without an id.
  long unreadable() {
    return rejects.stream()
        .filter(
            reject ->
                switch (reject.reason()) {
                  case UNAVAILABLE, MALFORMED, MISSING_ID -> true;
                  case LOCAL_FILE, EPISODE -> false;
                })
        .count();
  }

  BigInteger totalDurationMs() {
    return songs.values().stream()
        .map(Song::durationMs)
        .filter(OptionalLong::isPresent)
        .map(duration -> BigInteger.valueOf(duration.getAsLong()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  long explicitSongs() {
    return songs.values().stream().filter(song -> song.explicit().orElse(false)).count();
  }
}
