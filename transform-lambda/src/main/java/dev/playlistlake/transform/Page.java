package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// A page object of entries, read.
///
/// @param entries where its entries went
/// @param total what it says the whole playlist holds
/// @param error why the document is refused if this page counts
record Page(EntryTables entries, OptionalLong total, Optional<DocumentError> error) {

  /// Reads the page on which the cursor stands and adds its entries to those of earlier pages.
  ///
  /// @param name the document's, for errors
  /// @param path the page's JSON path
  static Page read(JsonCursor json, EntryTables entries, String name, String path)
      throws IOException {
    OptionalLong total = OptionalLong.empty();
    String items = path + ".items";
    Optional<DocumentError> error = Optional.of(withoutItems(items, "no member \"items\""));
    boolean seen = false;
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "items" -> {
          Twice.refuse(seen, name, json);
          seen = true;
          error = entries(json, entries, items);
        }
        case "total" -> total = json.integer();
        default -> json.skip();
      }
    }
    return new Page(entries, total, error);
  }

  /// Reads an array of entries.
  ///
  /// @param path its JSON path
  /// @return why the document is refused if this array counts
  static Optional<DocumentError> entries(JsonCursor json, EntryTables entries, String path)
      throws IOException {
    if (!json.onArray()) {
      String found = json.kind();
      json.skip();
      return Optional.of(withoutItems(path, found));
    }
    EntryCheck check = new EntryCheck();
    while (json.nextElement()) {
      Entry entry = EntryReader.read(json);
      check.add(entry);
      entries.add(entry);
    }
    return check.error(path);
  }

  // Unreadable is not empty.
  private static DocumentError withoutItems(String path, String found) {
    return new DocumentError(path, found, "the page's array of entries");
  }
}
