package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/// A playlist as the API sends it.
record PlaylistJson(Catalogue catalogue, View view) {
  private static final int FIRST_PAGE = 100;

  /// The playlist with its first page, which a Development Mode app gets only if the user owns it
  /// or collaborates on it: else there is nothing where the page would be.
  void full(JsonGenerator json, Playlist playlist) throws IOException {
    json.writeStartObject();
    head(json, playlist);
    Json.object(
        json,
        "followers",
        followers -> {
          followers.writeNullField("href");
          followers.writeNumberField("total", playlist.followersOn(view.day()));
        });
    Shape shape = view.kind().shapeOf(playlist);
    if (playlist.isReadable() || !view.kind().isDevelopment()) {
      PageJson pages = new PageJson(catalogue, view);
      for (String name : shape.pages()) {
        Page<Slot> page = page(playlist, name, 0, FIRST_PAGE);
        Json.object(
            json,
            name,
            members ->
                pages.members(
                    members, page, (entry, slot) -> pages.entry(entry, slot, shape.contents())));
      }
    }
    Json.identity(json, view, "playlist", playlist.id());
    json.writeEndObject();
  }

  /// The playlist in a list of playlists: a total in place of the page.
  void brief(JsonGenerator json, Playlist playlist) throws IOException {
    json.writeStartObject();
    head(json, playlist);
    String path = view.href("playlist", playlist.id()) + "/";
    for (String name : view.kind().shapeOf(playlist).pages()) {
      Json.object(
          json,
          name,
          page -> {
            page.writeStringField("href", path + name);
            page.writeNumberField("total", playlist.slotsOn(view.day()).size());
          });
    }
    Json.identity(json, view, "playlist", playlist.id());
    json.writeEndObject();
  }

  /// @param name last part of the page's path: `items` or `tracks`
  Page<Slot> page(Playlist playlist, String name, int offset, int limit) {
    String types = view.episodes() ? "additional_types=track,episode&" : "";
    String href = view.href("playlist", playlist.id()) + "/" + name + "?" + types;
    int nextLimit = name.equals("items") ? Math.min(limit, view.nextLimit()) : limit;
    return new Page<>(href, offset, limit, nextLimit, playlist.slotsOn(view.day()));
  }

  private void head(JsonGenerator json, Playlist playlist) throws IOException {
    PlaylistPlan plan = playlist.plan();
    json.writeBooleanField("collaborative", plan.access() == Access.COLLABORATIVE);
    json.writeStringField("description", plan.description());
    json.writeArrayFieldStart("images");
    for (int size : List.of(640, 300)) {
      json.writeStartObject();
      json.writeStringField("url", "https://i.example/" + size + "/" + playlist.id());
      json.writeNullField("height");
      json.writeNullField("width");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("name", plan.name());
    Json.object(
        json, "owner", owner -> new UserJson(view).members(owner, User.owner(plan.access())));
    json.writeNullField("primary_color");
    json.writeBooleanField("public", playlist.isPublic());
    json.writeStringField("snapshot_id", playlist.snapshotIdOn(view.day()));
  }
}
