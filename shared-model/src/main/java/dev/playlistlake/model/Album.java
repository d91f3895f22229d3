package dev.playlistlake.model;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row of `albums`: a distinct album of a snapshot's songs. Text that Spotify didn't send is
/// empty.
///
/// @param releaseDate exactly as sent
public record Album(
    String id,
    String name,
    String type,
    String releaseDate,
    String releaseDatePrecision,
    OptionalLong totalTracks,
    Credits credits,
    long songsOnPlaylist,
    String url,
    String imageUrl) {

  private static final Pattern DATE = Pattern.compile("([0-9]{4})(-[0-9]{2}(-[0-9]{2})?)?");

  public String artistId() {
    return credits.firstId();
  }

  public String artistNames() {
    return credits.names();
  }

  /// The year of a date that looks like `1981`, `1981-12` or `1981-12-04`; empty for anything else
  /// and for year 0, which Spotify sends for "unknown".
  public OptionalLong releaseYear() {
    Matcher date = DATE.matcher(releaseDate);
    long year = date.matches() ? Long.parseLong(date.group(1)) : 0;
    return year == 0 ? OptionalLong.empty() : OptionalLong.of(year);
  }

  /// The same row after one more song of the album.
  public Album withAnotherSong() {
    return new Album(
        id,
        name,
        type,
        releaseDate,
        releaseDatePrecision,
        totalTracks,
        credits,
        songsOnPlaylist + 1,
        url,
        imageUrl);
  }
}
