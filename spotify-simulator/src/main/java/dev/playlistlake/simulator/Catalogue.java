package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All invented songs, without end: song 7 is the same song each time it is asked for. Eight songs
/// in a row fill a single, a short and a longer album; about every second album has a new artist.
record Catalogue(Dice dice) {
  private static final List<Integer> ALBUM_STARTS = List.of(0, 1, 3);
  private static final List<Integer> ALBUM_SIZES = List.of(1, 2, 5);
  private static final int SONGS_OF_THREE_ALBUMS = 8;

  Track track(int number) {
    int inBlock = number % SONGS_OF_THREE_ALBUMS;
    int third = inBlock == 0 ? 0 : inBlock < 3 ? 1 : 2;
    int albumNumber = number / SONGS_OF_THREE_ALBUMS * 3 + third;
    Dice track = dice.of("track").of(number);
    return new Track(
        track.id(),
        Names.song(track, number),
        album(albumNumber),
        credits(track, number, albumNumber),
        number % 101 == 9 ? 2 : 1,
        inBlock - ALBUM_STARTS.get(third) + 1,
        90_000 + track.of("duration").below(270_000),
        track.of("explicit").oneIn(6),
        !track.of("playable").oneIn(40),
        isrc(track, number));
  }

  /// 0 to 100; it moves by a few points a week.
  int popularity(int number, long day) {
    Dice popularity = dice.of("popularity").of(number);
    return Math.clamp(popularity.below(96) + popularity.drift(day, 6), 0, 100);
  }

  Album album(int number) {
    Dice album = dice.of("album").of(number);
    int size = ALBUM_SIZES.get(number % 3);
    return new Album(
        album.id(),
        Names.album(album, number),
        isCompilation(number) ? "compilation" : size < 5 ? "single" : "album",
        releaseDate(album, number),
        number % 13 == 4 ? null : size + (size < 5 ? 0 : album.of("more").below(9)),
        List.of(isCompilation(number) ? variousArtists() : artist(artistOf(number))));
  }

  Artist artist(int number) {
    Dice artist = dice.of("artist").of(number);
    return new Artist(artist.id(), Names.artist(artist, number));
  }

  private Artist variousArtists() {
    return new Artist(dice.of("various artists").id(), "Various Artists");
  }

  private static boolean isCompilation(int album) {
    return album % 19 == 11;
  }

  private int artistOf(int album) {
    return album % 2 == 0 ? album / 2 : dice.of("artist of").of(album).below(album / 2 + 1);
  }

  private List<Artist> credits(Dice track, int number, int album) {
    int main = isCompilation(album) ? track.of("main").below(album + 1) : artistOf(album);
    List<Artist> credits = new ArrayList<>(List.of(artist(main)));
    Dice guests = track.of("guests");
    int several = guests.oneIn(40) ? 5 : guests.oneIn(5) ? 1 : 0;
    for (int i = 0; i < several; i++) {
      credits.add(artist(guests.of(i).below(album + 1)));
    }
    if (number % 97 == 13) {
      credits.add(credits.getFirst());
    }
    if (number % 89 == 17) {
      credits.add(number % 2, new Artist(null, "Nobody in Particular"));
    }
    return credits;
  }

  private static @Nullable String releaseDate(Dice album, int number) {
    String day = two(1 + album.of("day").below(28));
    String month = two(1 + album.of("month").below(12));
    int year = 1958 + album.of("year").below(68);
    return switch (number % 23) {
      case 2 -> "0000";
      case 5 -> null;
      case 8, 16 -> "1981";
      case 14 -> "1981-12";
      default -> year + "-" + month + "-" + day;
    };
  }

  private static @Nullable String isrc(Dice track, int number) {
    Dice code = track.of("isrc");
    return number % 31 == 6 ? null : "ZZSIM" + two(code.below(100)) + (10_000 + code.below(89_999));
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
