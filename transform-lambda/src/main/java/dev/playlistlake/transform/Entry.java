package dev.playlistlake.transform;

import dev.playlistlake.model.Reject.Reason;
import java.util.Optional;

/// One entry of a playlist, as Spotify sent it.
///
/// @param content what `item`, else `track`, holds when that is an object
/// @param malformedAt its JSON path when it, its `item` or its `track` is of a type that has no
///   meaning there; else empty
/// @param unreadable what it is, in words for an error, when it is no entry of a playlist; else
///   empty
/// @param isContentItself whether it has a member that tracks, albums and playlists have, and
///   entries don't: `id`, `uri` or `href`
/// @param isLocal `is_local` of the entry itself
/// @param addedAt as sent
/// @param addedBy `added_by.id`
record Entry(
    Optional<Content> content,
    String malformedAt,
    String unreadable,
    boolean isContentItself,
    boolean isLocal,
    String addedAt,
    String addedBy) {

  static final Entry NULL = new Entry(Optional.empty(), "", "", false, false, "", "");

  private static final String LOCAL_FILE = "spotify:local:";
  private static final String NEVER_ADDED = "1970-01-01";

  Entry {
    // Spotify dates additions of old playlists to the epoch: it doesn't know.
    addedAt = addedAt.startsWith(NEVER_ADDED) ? "" : addedAt;
  }

  static Entry malformed(String path, String kind) {
    return new Entry(Optional.empty(), path, kind, false, false, "", "");
  }

  /// Why this entry is not a song; the first reason that applies, empty for a song.
  Optional<Reason> rejection() {
    if (content.isEmpty()) {
      return Optional.of(malformedAt.isEmpty() ? Reason.UNAVAILABLE : Reason.MALFORMED);
    }
    Content found = content.get();
    if (isLocal || found.isLocal() || found.uri().startsWith(LOCAL_FILE)) {
      return Optional.of(Reason.LOCAL_FILE);
    }
    if (found.type().equals("episode")) {
      return Optional.of(Reason.EPISODE);
    }
    return found.id().isEmpty() ? Optional.of(Reason.MISSING_ID) : Optional.empty();
  }
}
