package dev.playlistlake.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The id of a playlist in the lake. Its characters are safe in every key. All modules use it.
///
/// @param value at least one character of `[A-Za-z0-9_-]`
public record PlaylistId(String value) {
  /// The pattern of the ids that a document may contain. Longer ids come only from file names.
  public static final String IN_DOCUMENT = "[A-Za-z0-9_-]{1,64}";

  private static final Pattern ANY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern OF_DOCUMENT = Pattern.compile(IN_DOCUMENT);
  private static final Pattern OF_SPOTIFY =
      Pattern.compile(
          "(?:"
              + "(?:https?://)?(?:open|play)\\.spotify\\.com/(?:intl-[a-z0-9-]+/)?(?:embed/)?"
              + "(?:user/[^/:?#]+/)?playlist/"
              + "|(?:https?://)?api\\.spotify\\.com/v1/(?:users/[^/:?#]+/)?playlists/"
              + "|spotify:(?:user:[^/:?#]+:)?playlist:"
              + ")?(?-i:([A-Za-z0-9]{22}))(?:/(?:tracks|items)?)?(?:[?#].*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9_-]");

  /// The id for a user's saved ("liked") songs, which are not a playlist at Spotify.
  public static final PlaylistId LIKED = new PlaylistId("liked");

  /// Checks the characters.
  ///
  /// @throws IllegalArgumentException when the value is empty or has a character that is not
  ///   allowed
  public PlaylistId {
    if (!ANY.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "invalid playlist id "
              + quoted(value)
              + ": expected only the characters A-Z a-z 0-9 _ -");
    }
  }

  /// Reads a reference to a Spotify playlist: its id of 22 letters and digits, its URL
  /// (`https://open.spotify.com/playlist/<id>?si=…`, also with `user/<name>/`, `embed/`,
  /// `intl-de/`, a slash at the end or without `https://`), its URI (`spotify:playlist:<id>` or
  /// `spotify:user:<name>:playlist:<id>`), or its address in the Web API
  /// (`https://api.spotify.com/v1/playlists/<id>`).
  ///
  /// @throws IllegalArgumentException when the text has none of these forms
  public static PlaylistId ofSpotify(String text) {
    Matcher matcher = OF_SPOTIFY.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          quoted(text)
              + " is not a Spotify playlist: expected an id of 22 letters and digits,"
              + " https://open.spotify.com/playlist/<id> or spotify:playlist:<id>");
    }
    return new PlaylistId(matcher.group(1));
  }

  /// Whether a document may contain this text as the id of its playlist.
  public static boolean isDocumentId(String text) {
    return OF_DOCUMENT.matcher(text).matches();
  }

  /// Makes the id for a document that has no id: its file name without `.json` or `.json.gz`, with
  /// `_` for each character that is not allowed in an id.
  ///
  /// @throws IllegalArgumentException when the file name has no character before its suffix
  public static PlaylistId ofFileName(String fileName) {
    String name =
        fileName.endsWith(".gz") ? fileName.substring(0, fileName.length() - 3) : fileName;
    boolean json = name.endsWith(".json");
    String stem = json ? name.substring(0, name.length() - 5) : fileName;
    return new PlaylistId(NOT_ALLOWED.matcher(stem).replaceAll("_"));
  }

  @Override
  public String toString() {
    return value;
  }

  private static String quoted(String text) {
    return "\"" + SafeText.sanitize(text, 80) + "\"";
  }
}
