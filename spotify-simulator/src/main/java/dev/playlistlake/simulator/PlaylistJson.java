package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.simulator.PlaylistTimeline.Slot;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Writes playlists, pages, entries and users as the API sends them. [WebApiHost] creates one for
/// each response. Used by one thread.
final class PlaylistJson {
  private static final int FIRST_PAGE = 100;

  private final ResponseOptions options;
  private final ContentJson content;

  PlaylistJson(Catalogue catalogue, ResponseOptions options) {
    this.options = options;
    this.content = new ContentJson(catalogue, options);
  }

  /// A part of a list, by offset.
  ///
  /// @param href path and query up to the paging parameters, ending in `?` or `&`
  /// @param nextLimit the page size in `next`
  record Page<T>(String href, int offset, int limit, int nextLimit, List<T> all, Quirk quirk) {
    private static final int LEFT_OUT = 5;

    List<T> items() {
      int start = quirk == Quirk.REPEATS && offset > 0 ? offset - 1 : offset;
      int from = Math.min(start, all.size());
      int to = Math.min(offset + limit, all.size());
      if (quirk != Quirk.LEAVES_OUT || from >= to) {
        return all.subList(from, Math.max(from, to));
      }
      return IntStream.range(from, to)
          .filter(index -> index % LEFT_OUT != LEFT_OUT - 1)
          .<T>mapToObj(all::get)
          .toList();
    }

    String self() {
      return href + "offset=" + offset + "&limit=" + limit;
    }

    @Nullable String next() {
      return offset + limit < all.size()
          ? href + "offset=" + (offset + limit) + "&limit=" + nextLimit
          : null;
    }

    @Nullable String previous() {
      return offset > 0 ? href + "offset=" + Math.max(0, offset - limit) + "&limit=" + limit : null;
    }
  }

  /// Writes one item of a page.
  @FunctionalInterface
  interface ItemWriter<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  /// Writes the playlist with its first page. A Development Mode app receives the page only if the
  /// user owns the playlist or collaborates on it; otherwise the page is missing.
  void writePlaylist(JsonGenerator json, Playlist playlist) throws IOException {
    json.writeStartObject();
    writeHead(json, playlist);
    json.writeObjectFieldStart("followers");
    json.writeNullField("href");
    json.writeNumberField("total", playlist.followersOn(options.day()));
    json.writeEndObject();
    if (playlist.isReadable() || !options.kind().isDevelopment()) {
      AppKind.FieldNames names = options.kind().fieldNamesIn(playlist);
      for (String name : names.pages()) {
        json.writeFieldName(name);
        writePage(
            json,
            page(playlist, name, 0, FIRST_PAGE),
            (entry, slot) -> writeEntry(entry, slot, names.contents()));
      }
    }
    SpotifyJson.writeIdentity(json, options, "playlist", playlist.id());
    json.writeEndObject();
  }

  /// Writes the playlist as an element of a list of playlists: with a total instead of the page.
  void writeSummary(JsonGenerator json, Playlist playlist) throws IOException {
    json.writeStartObject();
    writeHead(json, playlist);
    String path = options.href("playlist", playlist.id()) + "/";
    for (String name : options.kind().fieldNamesIn(playlist).pages()) {
      json.writeObjectFieldStart(name);
      json.writeStringField("href", path + name);
      json.writeNumberField("total", playlist.slotsOn(options.day()).size());
      json.writeEndObject();
    }
    SpotifyJson.writeIdentity(json, options, "playlist", playlist.id());
    json.writeEndObject();
  }

  private void writeHead(JsonGenerator json, Playlist playlist) throws IOException {
    PlaylistDefinition definition = playlist.definition();
    json.writeBooleanField("collaborative", definition.access().isCollaborative());
    json.writeStringField("description", definition.description());
    json.writeArrayFieldStart("images");
    for (int size : List.of(640, 300)) {
      json.writeStartObject();
      json.writeStringField("url", "https://i.example/" + size + "/" + playlist.id());
      json.writeNullField("height");
      json.writeNullField("width");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("name", definition.name());
    json.writeFieldName("owner");
    writeUser(json, User.owner(definition.access()));
    json.writeNullField("primary_color");
    json.writeBooleanField("public", playlist.isPublic());
    json.writeStringField("snapshot_id", playlist.snapshotIdOn(options.day()));
  }

  /// Returns a page of the entries of a playlist.
  ///
  /// @param name last part of the path: `items` or `tracks`
  Page<Slot> page(Playlist playlist, String name, int offset, int limit) {
    String types = options.episodes() ? "additional_types=track,episode&" : "";
    String href = options.href("playlist", playlist.id()) + "/" + name + "?" + types;
    int nextLimit = name.equals("items") ? Math.min(limit, options.nextLimit()) : limit;
    return new Page<>(href, offset, limit, nextLimit, slots(playlist, options), options.quirk());
  }

  static List<Slot> slots(Playlist playlist, ResponseOptions options) {
    return options.quirk() == Quirk.EMPTY ? List.of() : playlist.slotsOn(options.day());
  }

  <T> void writePage(JsonGenerator json, Page<T> page, ItemWriter<T> writer) throws IOException {
    json.writeStartObject();
    json.writeStringField("href", page.self());
    json.writeArrayFieldStart("items");
    for (T item : page.items()) {
      writer.write(json, item);
    }
    json.writeEndArray();
    json.writeNumberField("limit", page.limit());
    SpotifyJson.writeText(json, "next", page.next());
    json.writeNumberField("offset", page.offset());
    SpotifyJson.writeText(json, "previous", page.previous());
    json.writeNumberField("total", page.all().size());
    json.writeEndObject();
  }

  /// Writes an entry of a playlist.
  ///
  /// @param contents the names of the members that contain its content
  void writeEntry(JsonGenerator json, Slot slot, List<String> contents) throws IOException {
    json.writeStartObject();
    if (!options.emptyEntries()) {
      SpotifyJson.writeText(json, "added_at", slot.addedAt());
      writeAddedBy(json, slot.addedBy());
      json.writeBooleanField("is_local", slot.kind() == ExpectedEntry.Kind.LOCAL_FILE);
      json.writeNullField("primary_color");
      for (String name : contents) {
        json.writeFieldName(name);
        content.write(json, slot);
      }
      json.writeObjectFieldStart("video_thumbnail");
      json.writeNullField("url");
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /// Writes a saved song, with the field names from before 2026 for every kind of app.
  void writeSavedSong(JsonGenerator json, Slot slot) throws IOException {
    json.writeStartObject();
    SpotifyJson.writeText(json, "added_at", slot.addedAt());
    json.writeFieldName("track");
    content.write(json, slot);
    json.writeEndObject();
  }

  void writeUser(JsonGenerator json, User user) throws IOException {
    json.writeStartObject();
    SpotifyJson.writeText(json, "display_name", user.name());
    SpotifyJson.writeIdentity(json, options, "user", user.id());
    json.writeEndObject();
  }

  /// Writes the user without a name. All members exist even if the ID is empty.
  private void writeAddedBy(JsonGenerator json, @Nullable String id) throws IOException {
    if (id == null) {
      json.writeNullField("added_by");
      return;
    }
    json.writeObjectFieldStart("added_by");
    SpotifyJson.writeIdentity(json, options, "user", id);
    json.writeEndObject();
  }
}
