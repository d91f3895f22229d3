package dev.playlistlake.transform;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An object of unknown kind, which is a document or an element of a top-level array. Members come
/// in any order, so every member that one of the kinds needs is read, and the kind is decided at
/// the end. The first row of this table that applies decides. [DocumentReader] and [TopLevelArray]
/// use it for one object.
///
/// | kind | recognized by |
/// |---|---|
/// | envelope (a document only) | a member `schema` |
/// | page | `items` is an array |
/// | playlist | `items` or `tracks` is an object |
/// | entry (an element only) | any other object |
///
/// Any other document is rejected.
final class UnknownObject {
  /// The kinds of an object that is a document.
  sealed interface Document permits Envelope, Page, Playlist {}

  /// The kinds of an object that is an element of an array.
  sealed interface Element permits Page, Playlist, Entry {}

  /// The document that the extract function writes.
  record Envelope(EnvelopeReader reader) implements Document {}

  /// A page of entries.
  record Page(PageReader reader) implements Document, Element {}

  /// A playlist with its page of entries.
  record Playlist(PlaylistDetails details, PageReader page) implements Document, Element {}

  /// An entry.
  record Entry(PlaylistEntry entry) implements Element {}

  private static final String MISSING = "missing";

  private final PageReader page;
  private final PlaylistDetails details = new PlaylistDetails();
  private final PlaylistEntry entry = new PlaylistEntry();
  private String itemsFound = MISSING;
  private String tracksFound = MISSING;
  private @Nullable PageReader items;
  private @Nullable PageReader tracks;
  private @Nullable EnvelopeReader envelope;

  private UnknownObject(PlaylistRows pageRows) {
    this.page = new PageReader(pageRows);
  }

  /// Reads the object at the cursor.
  ///
  /// @param pageRows receives the entries if the object is a page
  static UnknownObject read(JsonCursor json, PlaylistRows pageRows) throws IOException {
    UnknownObject object = new UnknownObject(pageRows);
    json.members(object::member);
    return object;
  }

  private void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "items" -> {
        json.requireFirst(!itemsFound.equals(MISSING));
        itemsFound = json.kind();
        if (json.onArray()) {
          page.member(member, json);
        } else {
          items = pageObject(json);
        }
      }
      case "tracks" -> {
        json.requireFirst(!tracksFound.equals(MISSING));
        tracksFound = json.kind();
        tracks = pageObject(json);
      }
      case "total" -> page.member(member, json);
      case "schema", "extracted_at", "playlist", "pages" -> envelope().member(member, json);
      case "item", "track", "is_local", "added_at", "added_by", "played_at", "uri", "href" ->
          entry.member(member, json);
      case "id" -> {
        entry.member(member, json);
        details.member(member, json);
      }
      default -> details.member(member, json);
    }
  }

  private static @Nullable PageReader pageObject(JsonCursor json) throws IOException {
    return json.onObject() ? PageReader.read(json, new PlaylistRows()) : null;
  }

  private EnvelopeReader envelope() {
    if (envelope == null) {
      envelope = new EnvelopeReader();
    }
    return envelope;
  }

  /// Decides the kind of a document.
  ///
  /// @throws TransformException if the object is of no known kind
  Document asDocument(JsonCursor json) {
    if (envelope != null && envelope.isEnvelope()) {
      return new Envelope(envelope);
    }
    return switch (asElement(json)) {
      case Page found -> found;
      case Playlist found -> found;
      case Entry _ ->
          throw json.rejection(
              json.path(),
              "an object with \"items\" %s and \"tracks\" %s".formatted(itemsFound, tracksFound),
              "a playlist with its entries (Spotify sends them only to its owner and"
                  + " collaborators), a page of entries or an envelope");
    };
  }

  /// Decides the kind of an element of an array.
  ///
  /// @param json at the end of the object
  Element asElement(JsonCursor json) {
    if (page.hasItems()) {
      return new Page(page);
    }
    PageReader playlistPage = items != null ? items : tracks;
    if (playlistPage != null) {
      return new Playlist(details, playlistPage);
    }
    entry.end(json);
    return new Entry(entry);
  }
}
