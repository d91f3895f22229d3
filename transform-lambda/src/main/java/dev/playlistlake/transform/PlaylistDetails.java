package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// The members of a playlist object without its entries. They may come before or after the entries,
/// so the fields are set one by one. [UnknownObject] and [EnvelopeReader] fill it; one thread uses
/// it.
final class PlaylistDetails {
  private String id = "";
  private String idFound = "";
  private boolean hasName;
  String name = "";
  String description = "";
  String ownerId = "";
  String ownerName = "";
  Optional<Boolean> isPublic = Optional.empty();
  Optional<Boolean> isCollaborative = Optional.empty();
  OptionalLong followers = OptionalLong.empty();
  String snapshotId = "";
  String url = "";
  String imageUrl = "";

  /// Reads the member at the cursor, or skips it.
  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "id" -> {
        idFound = json.onNull() ? "" : json.kind();
        id = json.text();
      }
      case "name" -> {
        hasName = json.onString();
        name = json.text();
      }
      case "description" -> description = json.text();
      case "owner" -> {
        ownerId = "";
        ownerName = "";
        json.members(this::ownerMember);
      }
      case "public" -> isPublic = json.bool();
      case "collaborative" -> isCollaborative = json.bool();
      case "followers" -> {
        followers = OptionalLong.empty();
        json.members(this::followersMember);
      }
      // The name in Spotify's account data.
      case "numberOfFollowers" -> followers = json.integer();
      case "images" -> imageUrl = AlbumReader.widestImage(json);
      case "snapshot_id" -> snapshotId = json.text();
      case "external_urls" -> url = json.textOf("spotify");
      default -> {}
    }
  }

  private void ownerMember(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "id" -> ownerId = json.id();
      case "display_name" -> ownerName = json.text();
      default -> {}
    }
  }

  private void followersMember(String member, JsonCursor json) throws IOException {
    if (member.equals("total")) {
      followers = json.integer();
    }
  }

  /// Whether `id` or `name` is a string. A page with one of them is a playlist at the same time.
  boolean hasIdOrName() {
    return hasName || idFound.equals(JsonCursor.STRING);
  }

  /// The playlist's id, if the object has one.
  ///
  /// @param path the JSON path of the playlist object
  /// @throws TransformException if the id is not a string or has a character that is not allowed
  Optional<PlaylistId> id(String path, JsonCursor json) {
    if (idFound.isEmpty()) {
      return Optional.empty();
    }
    if (!PlaylistId.isDocumentId(id)) {
      boolean isText = idFound.equals(JsonCursor.STRING);
      throw json.rejection(
          path + ".id",
          isText ? "\"" + TransformException.shown(id) + "\"" : idFound,
          PlaylistId.IN_DOCUMENT);
    }
    return Optional.of(new PlaylistId(id));
  }
}
