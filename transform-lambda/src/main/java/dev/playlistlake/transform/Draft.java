package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A JSON object of which it is not known yet what it is, because members come in any order: an
/// envelope, a page, a playlist or an entry. All that one of them may need is read; what it was is
/// told at its end.
final class Draft {
  /// What an object is; the first that applies.
  enum Kind {
    PAGE,
    PLAYLIST,
    /// Anything else: in an array an entry, elsewhere nothing.
    ENTRY
  }

  final EntryReader entry = new EntryReader();
  final Header header = new Header();

  private final String name;
  private final String path;
  private final EntryTables pageEntries;
  private OptionalLong total = OptionalLong.empty();
  private String itemsFound = "missing";
  private String tracksFound = "missing";
  private @Nullable Envelope envelope;
  private Optional<DocumentError> pageError = Optional.empty();
  private @Nullable Page items;
  private @Nullable Page tracks;

  private Draft(String name, String path, EntryTables pageEntries) {
    this.name = name;
    this.path = path;
    this.pageEntries = pageEntries;
  }

  /// Reads the object on which the cursor stands.
  ///
  /// @param name the document's, for errors
  /// @param path the object's JSON path
  /// @param pageEntries where the entries go if this is a page
  static Draft read(JsonCursor json, String name, String path, EntryTables pageEntries)
      throws IOException {
    Draft draft = new Draft(name, path, pageEntries);
    for (String member; (member = json.nextMember()) != null; ) {
      draft.member(member, json);
    }
    return draft;
  }

  private void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "items" -> {
        Twice.refuse(!itemsFound.equals("missing"), name, json);
        itemsFound = json.kind();
        if (json.onArray()) {
          pageError = Page.entries(json, pageEntries, path + ".items");
        } else {
          items = page(json, path + ".items");
        }
      }
      case "tracks" -> {
        Twice.refuse(!tracksFound.equals("missing"), name, json);
        tracksFound = json.kind();
        tracks = page(json, path + ".tracks");
      }
      case "total" -> total = json.integer();
      case "item", "track", "is_local", "added_at", "added_by", "played_at", "uri", "href" ->
          entry.member(member, json);
      case "id" -> {
        entry.hasOwnId();
        header.member(member, json);
      }
      case "schema", "extracted_at", "playlist", "pages" -> envelope(member, json);
      default -> header.member(member, json);
    }
  }

  private void envelope(String member, JsonCursor json) throws IOException {
    if (envelope == null) {
      envelope = new Envelope(name);
    }
    envelope.member(member, json);
  }

  private @Nullable Page page(JsonCursor json, String pagePath) throws IOException {
    if (json.onObject()) {
      return Page.read(json, new EntryTables(), name, pagePath);
    }
    json.skip();
    return null;
  }

  Kind kind() {
    if (itemsFound.equals("an array")) {
      return Kind.PAGE;
    }
    return items != null || tracks != null ? Kind.PLAYLIST : Kind.ENTRY;
  }

  /// The envelope that this object is, when it is one.
  Optional<Envelope> envelope() {
    return Optional.ofNullable(envelope).filter(Envelope::isThere);
  }

  /// The `total` of the page that this object is.
  ///
  /// @throws TransformException when none of its entries is readable
  OptionalLong pageTotal() {
    if (pageError.isPresent()) {
      throw pageError.get().in(name);
    }
    return total;
  }

  /// The playlist that this object is.
  ///
  /// @throws TransformException when none of its members holds readable entries
  PlaylistContent playlist() {
    Page page = items != null ? items : tracks;
    if (page == null) {
      throw TransformException.refused(
          name,
          path,
          "an object with \"items\" %s and \"tracks\" %s".formatted(itemsFound, tracksFound),
          "a playlist with its entries (Spotify sends them to its owner and collaborators alone),"
              + " a page of entries or an envelope");
    }
    if (page.error().isPresent()) {
      throw page.error().get().in(name);
    }
    return PlaylistContent.of(name, header, page.entries(), page.total());
  }
}
