package dev.playlistlake.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The id of a playlist in the lake: letters, digits, `_` and `-`, safe in every key.
///
/// @param value at least one character of `[A-Za-z0-9_-]`
public record PlaylistId(String value) {
  /// The ids that a document can have; longer ids come only from file names.
  public static final String IN_DOCUMENT = "[A-Za-z0-9_-]{1,64}";

  private static final Pattern ANY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern OF_DOCUMENT = Pattern.compile(IN_DOCUMENT);
  private static final Pattern OF_SPOTIFY =
      Pattern.compile(
          "(?:https?://open\\.spotify\\.com/(?:intl-[a-z-]+/)?playlist/|spotify:playlist:)?"
              + "([A-Za-z0-9]{22})(?:[?#].*)?");
  private static final Pattern OUTSIDE = Pattern.compile("[^A-Za-z0-9_-]");

  /// The saved ("liked") songs of a user, which have no playlist of their own at Spotify.
  public static final PlaylistId LIKED = new PlaylistId("liked");

  /// Checks the characters.
  ///
  /// @throws IllegalArgumentException when a character can't be part of a key
  public PlaylistId {
    if (!ANY.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "playlist id " + quoted(value) + " has other characters than A-Z a-z 0-9 _ -");
    }
  }

  /// Reads what people paste: the id of 22 letters and digits, the share URL
  /// (`https://open.spotify.com/playlist/<id>?si=…`) or the URI (`spotify:playlist:<id>`).
  ///
  /// @throws IllegalArgumentException when it is none of these
  public static PlaylistId ofSpotify(String text) {
    Matcher matcher = OF_SPOTIFY.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          quoted(text)
              + " is no Spotify playlist: want an id of 22 letters and digits,"
              + " https://open.spotify.com/playlist/<id> or spotify:playlist:<id>");
    }
    return new PlaylistId(matcher.group(1));
  }

  /// Whether a document can have this text as its playlist's id.
  public static boolean isDocumentId(String text) {
    return OF_DOCUMENT.matcher(text).matches();
  }

  /// The id for a document that has none: its file name without `.json` or `.json.gz`, every other
  /// character than `[A-Za-z0-9_-]` made `_`.
  ///
  /// @throws IllegalArgumentException when nothing is left of the name
  public static PlaylistId ofFileName(String fileName) {
    String name =
        fileName.endsWith(".gz") ? fileName.substring(0, fileName.length() - 3) : fileName;
    boolean json = name.endsWith(".json");
    String stem = json ? name.substring(0, name.length() - 5) : fileName;
    return new PlaylistId(OUTSIDE.matcher(stem).replaceAll("_"));
  }

  @Override
  public String toString() {
    return value;
  }

  private static String quoted(String text) {
    return "\"" + SafeText.sanitize(text, 80) + "\"";
  }
}
