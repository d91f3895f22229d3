package dev.playlistlake.model;

/// A row of `rejects`: an entry that is not a song. A member that the entry's content lacks is
/// empty.
///
/// @param position 1-based, counted over all entries of the playlist
/// @param detail the JSON path of a malformed entry, otherwise empty
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

  /// Why an entry is not a song. The first reason that applies counts.
  public enum Reason {
    /// The entry, or the member for its content, has an invalid JSON type.
    MALFORMED("malformed"),
    /// Spotify no longer sends the content.
    UNAVAILABLE("unavailable"),
    /// A file on a user's computer.
    LOCAL_FILE("local_file"),
    /// An episode of a podcast.
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
