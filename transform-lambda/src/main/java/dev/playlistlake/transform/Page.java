package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// A page object of entries, read.
///
/// @param entries where its entries went
/// @param total what it says the whole playlist holds
/// @param itemsFound what stood for its array of entries: empty for an array, else in words
record Page(EntryTables entries, OptionalLong total, String itemsFound) {

  /// Reads the page on which the cursor stands and adds its entries to those of earlier pages.
  static Page read(JsonCursor json, EntryTables entries, String name) throws IOException {
    OptionalLong total = OptionalLong.empty();
    String itemsFound = "no member \"items\"";
    boolean seen = false;
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "items" -> {
          Twice.refuse(seen, name, json);
          seen = true;
          itemsFound = entries(json, entries);
        }
        case "total" -> total = json.integer();
        default -> json.skip();
      }
    }
    return new Page(entries, total, itemsFound);
  }

  /// Reads an array of entries.
  ///
  /// @return empty, or what stood there instead
  static String entries(JsonCursor json, EntryTables entries) throws IOException {
    if (!json.onArray()) {
      String found = json.kind();
      json.skip();
      return found;
    }
    while (json.nextElement()) {
      entries.add(EntryReader.read(json));
    }
    return "";
  }

  /// Tells whether the page can be read.
  ///
  /// @param path its JSON path
  /// @return why the document is refused when there was no array of entries: unreadable is not
  ///   empty
  Optional<TransformException> problem(String name, String path) {
    return itemsFound.isEmpty()
        ? Optional.empty()
        : Optional.of(
            TransformException.refused(
                name, path + ".items", itemsFound, "the page's array of entries"));
  }
}
