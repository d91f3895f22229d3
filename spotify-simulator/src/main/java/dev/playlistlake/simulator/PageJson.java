package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/// A page of entries, of saved songs or of playlists as the API sends it.
record PageJson(Catalogue catalogue, View view) {

  /// Writes one thing of a page.
  @FunctionalInterface
  interface Element<T> {
    void write(JsonGenerator json, T element) throws IOException;
  }

  <T> void members(JsonGenerator json, Page<T> page, Element<T> element) throws IOException {
    json.writeStringField("href", page.self());
    json.writeArrayFieldStart("items");
    for (T entry : page.entries()) {
      element.write(json, entry);
    }
    json.writeEndArray();
    json.writeNumberField("limit", page.limit());
    Json.text(json, "next", page.hasNext() ? page.next() : null);
    json.writeNumberField("offset", page.offset());
    Json.text(json, "previous", page.offset() > 0 ? page.previous() : null);
    json.writeNumberField("total", page.all().size());
  }

  /// An entry of a playlist.
  void entry(JsonGenerator json, Slot slot, List<String> contents) throws IOException {
    json.writeStartObject();
    if (!view.blank()) {
      Json.text(json, "added_at", slot.addedAt());
      new UserJson(view).addedBy(json, slot.addedBy());
      json.writeBooleanField("is_local", slot.kind() == Entry.Kind.LOCAL_FILE);
      json.writeNullField("primary_color");
      for (String name : contents) {
        json.writeFieldName(name);
        content(json, slot);
      }
      json.writeObjectFieldStart("video_thumbnail");
      json.writeNullField("url");
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /// A saved song: as before 2026 in every kind of app.
  void saved(JsonGenerator json, Slot slot) throws IOException {
    json.writeStartObject();
    Json.text(json, "added_at", slot.addedAt());
    json.writeFieldName("track");
    content(json, slot);
    json.writeEndObject();
  }

  private void content(JsonGenerator json, Slot slot) throws IOException {
    switch (slot.kind()) {
      case SONG, DUPLICATE -> new TrackJson(catalogue, view).write(json, slot.number(), true);
      case MISSING_ID -> new TrackJson(catalogue, view).write(json, slot.number(), false);
      case LOCAL_FILE -> new LocalFileJson(catalogue, view).write(json, slot.number());
      case EPISODE -> new EpisodeJson(catalogue, view).write(json, slot.number());
      case UNAVAILABLE -> json.writeNull();
    }
  }
}
