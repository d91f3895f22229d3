package dev.playlistlake.transform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A document that is an array: of pages or entries, which are one playlist, or of playlists. Its
/// first element says which.
final class DocumentArray {
  private final String name;
  private final List<PlaylistContent> playlists = new ArrayList<>();
  private final EntryTables entries = new EntryTables();
  private final EntryCheck check = new EntryCheck();
  private Draft.Kind kind = Draft.Kind.ENTRY;
  private OptionalLong declared = OptionalLong.empty();
  private int count;

  DocumentArray(String name) {
    this.name = name;
  }

  /// Reads the element on which the cursor stands.
  ///
  /// @throws TransformException when it is of another kind than the first
  void add(JsonCursor json) throws IOException {
    if (json.onObject()) {
      add(Draft.read(json, name, "$[" + count + "]", entries), json);
    } else {
      require(Draft.Kind.ENTRY);
      add(EntryReader.read(json));
    }
    count++;
  }

  private void add(Draft element, JsonCursor json) {
    require(element.kind());
    switch (kind) {
      case PAGE -> {
        OptionalLong total = element.pageTotal();
        declared = count == 0 ? total : declared;
      }
      case PLAYLIST -> playlists.add(element.playlist());
      case ENTRY -> add(element.entry.entry(json));
    }
  }

  private void add(Entry entry) {
    check.add(entry);
    entries.add(entry);
  }

  private void require(Draft.Kind found) {
    kind = count == 0 ? found : kind;
    if (found != kind) {
      String wanted = words(kind) + " like the first element";
      throw TransformException.refused(name, "$[" + count + "]", words(found), wanted);
    }
  }

  private static String words(Draft.Kind kind) {
    return switch (kind) {
      case PAGE -> "a page";
      case PLAYLIST -> "a playlist";
      case ENTRY -> "an entry";
    };
  }

  RawDocument document() {
    boolean ofPlaylists = kind == Draft.Kind.PLAYLIST;
    Optional<DocumentError> error = check.error("$");
    if (error.isPresent()) {
      throw error.get().in(name);
    }
    if (!ofPlaylists) {
      playlists.add(PlaylistContent.of(name, new Header(), entries, declared));
    }
    return new RawDocument(name, ofPlaylists, Optional.empty(), playlists);
  }
}
