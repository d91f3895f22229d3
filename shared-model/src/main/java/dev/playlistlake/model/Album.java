package dev.playlistlake.model;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row of `albums`: a distinct album of a snapshot's songs. Text that Spotify didn't send is
/// empty. The transform creates it and writes it through [Tables].
///
/// @param releaseDate exactly as Spotify sent it
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

  /// The id of the first credit; empty without credits.
  public String artistId() {
    return credits.firstId();
  }

  /// The names of all credits, joined by `; `.
  public String artistNames() {
    return credits.names();
  }

  /// The year of a date of the form `1981`, `1981-12` or `1981-12-04`. Empty for any other text and
  /// for year 0, which Spotify sends for "unknown".
  public OptionalLong releaseYear() {
    Matcher date = DATE.matcher(releaseDate);
    long year = date.matches() ? Long.parseLong(date.group(1)) : 0;
    return year == 0 ? OptionalLong.empty() : OptionalLong.of(year);
  }

  /// Returns this row with one more song counted.
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
