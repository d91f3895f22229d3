package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A user as the API sends one.
record UserJson(View view) {

  /// `added_by` of an entry: the id alone, and all members even for the empty id.
  void addedBy(JsonGenerator json, @Nullable String id) throws IOException {
    if (id == null) {
      json.writeNullField("added_by");
      return;
    }
    json.writeObjectFieldStart("added_by");
    Json.identity(json, view, "user", id);
    json.writeEndObject();
  }

  void members(JsonGenerator json, User user) throws IOException {
    Json.text(json, "display_name", user.name());
    Json.identity(json, view, "user", user.id());
  }
}
