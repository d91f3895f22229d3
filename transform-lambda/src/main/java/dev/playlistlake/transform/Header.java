package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// What a playlist object says of itself. It is filled member by member, because they may stand on
/// either side of the entries.
final class Header {
  String id = "";
  String idFound = "";
  String name = "";
  String description = "";
  String ownerId = "";
  String ownerName = "";
  Optional<Boolean> isPublic = Optional.empty();
  Optional<Boolean> isCollaborative = Optional.empty();
  OptionalLong followers = OptionalLong.empty();
  String snapshotId = "";
  String url = "";

  /// Reads the playlist object on which the cursor stands; empty for a value of another type.
  static Header read(JsonCursor json) throws IOException {
    Header header = new Header();
    if (json.onObject()) {
      for (String member; (member = json.nextMember()) != null; ) {
        header.member(member, json);
      }
    } else {
      json.skip();
    }
    return header;
  }

  /// Reads the member on which the cursor stands, or skips it.
  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "id" -> {
        idFound = json.onNull() ? "" : json.kind();
        id = json.text();
      }
      case "name" -> name = json.text();
      case "description" -> description = json.text();
      case "owner" -> owner(json);
      case "public" -> isPublic = json.bool();
      case "collaborative" -> isCollaborative = json.bool();
      case "followers" -> followers = total(json);
      case "snapshot_id" -> snapshotId = json.text();
      case "external_urls" -> url = json.textOf("spotify");
      default -> json.skip();
    }
  }

  private void owner(JsonCursor json) throws IOException {
    ownerId = "";
    ownerName = "";
    if (!json.onObject()) {
      json.skip();
      return;
    }
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "id" -> ownerId = json.text();
        case "display_name" -> ownerName = json.text();
        default -> json.skip();
      }
    }
  }

  private static OptionalLong total(JsonCursor json) throws IOException {
    OptionalLong total = OptionalLong.empty();
    if (!json.onObject()) {
      json.skip();
      return total;
    }
    for (String member; (member = json.nextMember()) != null; ) {
      if (member.equals("total")) {
        total = json.integer();
      } else {
        json.skip();
      }
    }
    return total;
  }
}
