package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Artist;
import dev.playlistlake.model.Credit;
import dev.playlistlake.model.Reject;
import dev.playlistlake.model.Song;
import dev.playlistlake.model.SongArtist;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Sorts the entries of one playlist, in order, into the rows of five tables. Every entry becomes
/// one song, one duplicate or one reject.
final class EntryTables {
  private final Map<String, Song> songs = new LinkedHashMap<>();
  private final Map<String, Album> albums = new LinkedHashMap<>();
  private final Map<String, Artist> artists = new LinkedHashMap<>();
  private final List<Reject> rejects = new ArrayList<>();
  private long itemsRead;
  private long duplicates;

  void add(Entry entry) {
    itemsRead++;
    Optional<Reject.Reason> rejection = entry.rejection();
    if (rejection.isPresent()) {
      rejects.add(reject(rejection.get(), entry));
    } else {
      entry.content().ifPresent(content -> addSong(content, entry));
    }
  }

  private void addSong(Content content, Entry entry) {
    Song known = songs.get(content.id());
    if (known != null) {
      songs.put(content.id(), known.occurringAgain());
      duplicates++;
      return;
    }
    Song song = content.song(itemsRead, entry.addedAt(), entry.addedBy());
    songs.put(song.id(), song);
    Album album = content.album();
    if (!album.id().isEmpty()) {
      albums.merge(album.id(), album, (first, _) -> first.withAnotherSong());
    }
    Set<String> counted = HashSet.newHashSet(2);
    for (Credit credit : song.credits().list()) {
      credit(credit, counted.add(credit.id()) ? 1 : 0);
    }
    for (Credit credit : album.credits().list()) {
      credit(credit, 0);
    }
  }

  private void credit(Credit credit, long songsMore) {
    if (!credit.id().isEmpty()) {
      Artist artist = new Artist(credit.id(), credit.name(), songsMore, credit.url());
      artists.merge(artist.id(), artist, (first, _) -> first.withMoreSongs(songsMore));
    }
  }

  private Reject reject(Reject.Reason reason, Entry entry) {
    Optional<Content> content = entry.content();
    return new Reject(
        itemsRead,
        reason,
        content.map(Content::type).orElse(""),
        content.map(Content::id).orElse(""),
        content.map(Content::name).orElse(""),
        content.map(found -> found.credits().names()).orElse(""),
        entry.addedAt(),
        content.map(Content::uri).orElse(""),
        reason == Reject.Reason.MALFORMED ? entry.malformedAt() : "");
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

  /// One row per credit of a song that has an artist id, made while it is read.
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
