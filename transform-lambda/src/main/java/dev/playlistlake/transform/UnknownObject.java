package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An object of unknown kind, which is a document or an element of an array. Members come in any
/// order, so every member that one of the kinds needs is read, and the kind is decided at the end.
/// The first row of this table that applies decides. [DocumentReader] and [PlaylistArray] use it
/// for one object.
///
/// | kind | recognized by |
/// |---|---|
/// | other | `type` is a string other than `playlist` |
/// | envelope (a document only) | a member `schema` |
/// | page | `items` is an array; if it has an `id` or `name`, it is a playlist at the same time |
/// | playlist | `items` or `tracks` is an object, or `tracks` is an array |
/// | container (a document only) | `playlists` is an array |
/// | entry (an element only) | any other object |
///
/// Any other document is rejected.
final class UnknownObject {
  /// The kinds of an object that is a document.
  sealed interface Document permits Envelope, Page, Playlist, Container {}

  /// The kinds of an object that is an element of an array.
  sealed interface Element permits Page, Playlist, Entry {}

  /// The document that the extract function writes.
  record Envelope(EnvelopeReader reader) implements Document {}

  /// A page of entries, without a string `id` or `name`.
  record Page(PlaylistDetails details, PageReader reader) implements Document, Element {}

  /// A playlist with its page of entries.
  record Playlist(PlaylistDetails details, PageReader page) implements Document, Element {}

  /// A list of playlists.
  record Container(PlaylistArray playlists) implements Document {}

  /// An entry.
  record Entry(PlaylistEntry entry) implements Element {}

  private static final String MISSING = "missing";
  private static final String EXPECTED =
      "a playlist with its entries (Spotify sends them only to its owner and collaborators), a page"
          + " of entries or an envelope";

  private final PageReader page;
  private final PlaylistDetails details = new PlaylistDetails();
  private final PlaylistEntry entry = new PlaylistEntry();
  private String type = "";
  private boolean hasType;
  private String itemsFound = MISSING;
  private String tracksFound = MISSING;
  private @Nullable PageReader items;
  private @Nullable PageReader tracks;
  private @Nullable PlaylistArray playlists;
  private @Nullable EnvelopeReader envelope;
  private final ShapeMembers shape = new ShapeMembers();
  private @Nullable TransformException repeated;

  private UnknownObject(PlaylistRows rows) {
    this.page = new PageReader(rows);
  }

  /// Reads the object at the cursor.
  ///
  /// @param rows receives the entries if the object is a page
  static UnknownObject read(JsonCursor json, PlaylistRows rows) throws IOException {
    UnknownObject object = new UnknownObject(rows);
    json.members(object::member);
    return object;
  }

  private void member(String member, JsonCursor json) throws IOException {
    Optional<TransformException> second = shape.repeated(member, json);
    if (second.isPresent()) {
      // It is an error only if the object is not an entry.
      repeated = repeated == null ? second.get() : repeated;
      return;
    }
    switch (member) {
      case "items" -> {
        itemsFound = json.kind();
        if (json.onArray()) {
          page.member(member, json);
        } else {
          items = pageObject(json);
        }
      }
      case "tracks" -> {
        tracksFound = json.kind();
        tracks = json.onArray() ? PageReader.readArray(json, new PlaylistRows()) : pageObject(json);
      }
      case "playlists" -> playlists = json.onArray() ? playlists(json) : null;
      case "type" -> {
        hasType = json.onString();
        type = json.text();
        entry.member(member, json);
      }
      case "total", "offset", "href" -> page.member(member, json);
      case "schema", "extracted_at", "playlist", "pages" -> envelope().member(member, json);
      case "id", "name" -> {
        entry.member(member, json);
        details.member(member, json);
      }
      case "external_urls" -> {
        details.url = json.textOf("spotify");
        entry.setUrl(details.url);
      }
      case "description",
          "owner",
          "public",
          "collaborative",
          "followers",
          "numberOfFollowers",
          "snapshot_id",
          "images" ->
          details.member(member, json);
      default -> entry.member(member, json);
    }
  }

  private static PlaylistArray playlists(JsonCursor json) throws IOException {
    PlaylistArray array = new PlaylistArray();
    json.elements(element -> readInto(array, element));
    return array;
  }

  /// Reads the element of an array of playlists at the cursor.
  static void readInto(PlaylistArray playlists, JsonCursor json) throws IOException {
    if (json.onObject()) {
      read(json, new PlaylistRows()).addTo(playlists, json);
    } else {
      playlists.addOther(json.path(), json.kind(), json);
    }
  }

  /// Adds the object to an array of playlists.
  ///
  /// @param json at the end of the object
  void addTo(PlaylistArray playlists, JsonCursor json) {
    playlists.add(
        array -> {
          switch (asElement(json)) {
            case Playlist(PlaylistDetails found, PageReader entries) ->
                array.add(found, entries, json);
            case Page _, Entry _ ->
                throw json.rejection(json.path(), description(), PlaylistArray.EXPECTED);
          }
        });
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
  /// @throws TransformException if the object is of no known kind, or has two members of which one
  ///   would be lost
  Document asDocument(JsonCursor json) {
    if (!isOfOtherType()) {
      if (envelope != null && envelope.isEnvelope()) {
        requireNoneRepeated();
        return new Envelope(envelope);
      }
      if (asElement(json) instanceof Document document) {
        return document;
      }
      if (playlists != null) {
        requireNoneRepeated();
        return new Container(playlists);
      }
    }
    throw json.rejection(json.path(), description(), EXPECTED);
  }

  /// Decides the kind of an element of an array.
  ///
  /// @param json at the end of the object
  /// @throws TransformException if the object has two members of which one would be lost
  Element asElement(JsonCursor json) {
    PageReader playlistPage = items != null ? items : tracks;
    boolean isPlaylistOrPage = page.hasItems() || playlistPage != null;
    if (isOfOtherType() || !isPlaylistOrPage) {
      entry.end(json);
      return new Entry(entry);
    }
    requireNoneLost(json);
    if (page.hasItems()) {
      if (details.hasIdOrName()) {
        return new Playlist(details, page);
      }
      // An id of another type than a string rejects the page; without one there is nothing to
      // check.
      details.id(json.path(), json);
      return new Page(details, page);
    }
    return new Playlist(details, Objects.requireNonNull(playlistPage));
  }

  /// Whether the object is a playlist, or would be one without its error. Spotify sends a playlist
  /// without its entries if the user doesn't own it.
  boolean isPlaylist() {
    return isOfTypePlaylist()
        || (!isOfOtherType()
            && (page.hasItems() ? details.hasIdOrName() : items != null || tracks != null));
  }

  private boolean isOfTypePlaylist() {
    return type.equals("playlist");
  }

  private boolean isOfOtherType() {
    return hasType && !isOfTypePlaylist();
  }

  private void requireNoneLost(JsonCursor json) {
    requireNoneRepeated();
    if (playlists != null) {
      throw both(json, "playlists", page.hasItems() || items != null ? "items" : "tracks");
    }
    if (page.hasItems() && tracksFound.equals(JsonCursor.OBJECT)) {
      throw both(json, "items", "tracks");
    }
  }

  private void requireNoneRepeated() {
    if (repeated != null) {
      throw repeated;
    }
  }

  private static TransformException both(JsonCursor json, String one, String other) {
    return json.rejection(
        json.path(),
        "an array \"%s\" and also \"%s\"".formatted(one, other),
        "only one of the two, because the entries of the other one would be lost");
  }

  /// Describes an object that is not a document or not a playlist, for an error.
  String description() {
    String kind = entry.otherKind();
    if (!kind.isEmpty()) {
      return kind;
    }
    return "an object with \"items\" %s and \"tracks\" %s".formatted(itemsFound, tracksFound);
  }
}
