package dev.playlistlake.model;

/// A row of `rejects`: an entry that is not a song. Members that its content doesn't have are
/// empty.
///
/// @param position 1-based, counted over all entries of the playlist
/// @param detail the JSON path of what is malformed
public record Reject(
    long position,
    Reason reason,
    String itemType,
    String itemId,
    String itemName,
    String artistNames,
    String addedAt,
    String uri,
    String detail) {

  /// Why an entry is not a song; the first that applies.
  public enum Reason {
    /// The entry, or the member for its content, is of a JSON type that has no meaning there.
    MALFORMED("malformed"),
    /// Spotify sends no content any more.
    UNAVAILABLE("unavailable"),
    /// A file on somebody's computer.
    LOCAL_FILE("local_file"),
    /// A podcast's.
    EPISODE("episode"),
    /// Content without an id.
    MISSING_ID("missing_id");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /// The text in the table.
    public String text() {
      return text;
    }
  }
}
