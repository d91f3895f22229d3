package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All invented songs, albums, artists, episodes and local files, by number: song 7 is always the
/// same song. There is no largest number. Eight consecutive songs belong to a single, a short album
/// and a longer album. About every second album has a new artist.
///
/// The playlists of a [Library] refer to it by number, and the JSON writers write it to documents.
/// Immutable.
record Catalogue(SeededRandom random) {
  private static final List<Integer> ALBUM_STARTS = List.of(0, 1, 3);
  private static final List<Integer> ALBUM_SIZES = List.of(1, 2, 5);
  private static final int SONGS_OF_THREE_ALBUMS = 8;

  /// A song. Spotify calls it track.
  ///
  /// @param isrc recording code, or null
  record Track(
      String id,
      String name,
      Album album,
      List<Artist> artists,
      int discNumber,
      int trackNumber,
      int durationMs,
      boolean explicit,
      boolean playable,
      @Nullable String isrc) {}

  /// An album, single or compilation.
  ///
  /// @param releaseDate `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `0000` or null if unknown
  /// @param totalTracks null if the document does not contain it
  record Album(
      String id,
      String name,
      String type,
      @Nullable String releaseDate,
      @Nullable Integer totalTracks,
      List<Artist> artists) {

    @Nullable String releaseDatePrecision() {
      String date = releaseDate;
      if (date == null) {
        return null;
      }
      return switch (date.length()) {
        case 4 -> "year";
        case 7 -> "month";
        default -> "day";
      };
    }
  }

  /// An artist in a credit.
  ///
  /// @param id null if the credit links to no artist
  record Artist(@Nullable String id, String name) {}

  /// An episode of a podcast.
  ///
  /// @param show the name of the podcast
  record Episode(String id, String name, String showId, String show, int durationMs) {}

  /// A file on the user's computer.
  record LocalFile(String title, String artist, int seconds) {}

  Track track(int number) {
    int inBlock = number % SONGS_OF_THREE_ALBUMS;
    int third = inBlock == 0 ? 0 : inBlock < 3 ? 1 : 2;
    int albumNumber = number / SONGS_OF_THREE_ALBUMS * 3 + third;
    SeededRandom track = random.derive("track").derive(number);
    return new Track(
        track.spotifyId(),
        NameGenerator.song(track, number),
        album(albumNumber),
        credits(track, number, albumNumber),
        number % 101 == 9 ? 2 : 1,
        inBlock - ALBUM_STARTS.get(third) + 1,
        90_000 + track.derive("duration").below(270_000),
        track.derive("explicit").oneIn(6),
        !track.derive("playable").oneIn(40),
        isrc(track, number));
  }

  /// Returns a popularity from 0 to 100 that changes by a few points per week.
  ///
  /// @param day epoch day
  int popularity(int song, long day) {
    SeededRandom popularity = random.derive("popularity").derive(song);
    return Math.clamp(popularity.below(96) + popularity.drift(day, 6), 0, 100);
  }

  Episode episode(int number) {
    SeededRandom episode = random.derive("episode").derive(number);
    SeededRandom show = random.derive("show").derive(number % 9);
    return new Episode(
        episode.spotifyId(),
        "#" + number % 400 + ": " + NameGenerator.song(episode, number),
        show.spotifyId(),
        "The " + NameGenerator.artist(show, 0) + " Podcast",
        1_200_000 + episode.derive("duration").below(6_000_000));
  }

  LocalFile localFile(int number) {
    SeededRandom file = random.derive("local").derive(number);
    return new LocalFile(
        NameGenerator.song(file, number),
        NameGenerator.artist(file.derive("by"), number),
        60 + file.derive("duration").below(400));
  }

  private Album album(int number) {
    SeededRandom album = random.derive("album").derive(number);
    int size = ALBUM_SIZES.get(number % 3);
    return new Album(
        album.spotifyId(),
        NameGenerator.album(album, number),
        isCompilation(number) ? "compilation" : size < 5 ? "single" : "album",
        releaseDate(album, number),
        number % 13 == 4 ? null : size + (size < 5 ? 0 : album.derive("more").below(9)),
        List.of(isCompilation(number) ? variousArtists() : artist(artistOf(number))));
  }

  private Artist artist(int number) {
    SeededRandom artist = random.derive("artist").derive(number);
    return new Artist(artist.spotifyId(), NameGenerator.artist(artist, number));
  }

  private Artist variousArtists() {
    return new Artist(random.derive("various artists").spotifyId(), "Various Artists");
  }

  private static boolean isCompilation(int album) {
    return album % 19 == 11;
  }

  private int artistOf(int album) {
    return album % 2 == 0
        ? album / 2
        : random.derive("artist of").derive(album).below(album / 2 + 1);
  }

  private List<Artist> credits(SeededRandom track, int number, int album) {
    int main = isCompilation(album) ? track.derive("main").below(album + 1) : artistOf(album);
    List<Artist> credits = new ArrayList<>(List.of(artist(main)));
    SeededRandom guests = track.derive("guests");
    int several = guests.oneIn(40) ? 5 : guests.oneIn(5) ? 1 : 0;
    for (int i = 0; i < several; i++) {
      credits.add(artist(guests.derive(i).below(album + 1)));
    }
    if (number % 97 == 13) {
      credits.add(credits.getFirst());
    }
    if (number % 89 == 17) {
      credits.add(number % 2, new Artist(null, "Nobody in Particular"));
    }
    return credits;
  }

  private static @Nullable String releaseDate(SeededRandom album, int number) {
    String day = twoDigits(1 + album.derive("day").below(28));
    String month = twoDigits(1 + album.derive("month").below(12));
    int year = 1958 + album.derive("year").below(68);
    return switch (number % 23) {
      case 2 -> "0000";
      case 5 -> null;
      case 8, 16 -> "1981";
      case 14 -> "1981-12";
      default -> year + "-" + month + "-" + day;
    };
  }

  private static @Nullable String isrc(SeededRandom track, int number) {
    SeededRandom code = track.derive("isrc");
    return number % 31 == 6
        ? null
        : "ZZSIM" + twoDigits(code.below(100)) + (10_000 + code.below(89_999));
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
