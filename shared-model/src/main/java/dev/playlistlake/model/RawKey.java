package dev.playlistlake.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The key of one snapshot in the raw bucket. All modules use it.
///
/// @param date the UTC date of the run
public record RawKey(LocalDate date, PlaylistId playlist) {
  /// The start of every snapshot's key.
  public static final String PREFIX = "playlists/";

  /// The end of every snapshot's key.
  public static final String SUFFIX = ".json.gz";

  /// The name of the date in keys and paths.
  public static final String PARTITION = "snapshot_date";

  private static final Pattern FORM =
      Pattern.compile(
          PREFIX + PARTITION + "=(\\d{4}-\\d{2}-\\d{2})/([A-Za-z0-9_-]+)" + Pattern.quote(SUFFIX));

  /// Parses a key. The key must be decoded, because S3 events contain encoded keys. Empty for a key
  /// of another form and for an invalid date.
  public static Optional<RawKey> parse(String key) {
    Matcher matcher = FORM.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.parse(matcher.group(1));
      return Optional.of(new RawKey(date, new PlaylistId(matcher.group(2))));
    } catch (DateTimeException invalidDate) {
      return Optional.empty();
    }
  }

  /// `playlists/snapshot_date=<YYYY-MM-DD>/<playlist_id>.json.gz`.
  @Override
  public String toString() {
    return PREFIX + PARTITION + "=" + date + "/" + playlist + SUFFIX;
  }
}
