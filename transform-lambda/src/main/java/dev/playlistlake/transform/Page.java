package dev.playlistlake.transform;

import java.io.IOException;
import java.util.OptionalLong;

/// A page object of entries, read.
///
/// @param entries where its entries went
/// @param total what it says the whole playlist holds
/// @param itemsFound what stood for its array of entries: empty for an array, else in words
record Page(EntryTables entries, OptionalLong total, String itemsFound) {
  /// What has to stand behind `items`, in words for an error.
  static final String ENTRIES = "the page's array of entries";

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

  /// Refuses a page without an array of entries: unreadable is not empty.
  ///
  /// @param path its JSON path
  void requireItems(String name, String path) {
    if (!itemsFound.isEmpty()) {
      throw TransformException.refused(name, path + ".items", itemsFound, ENTRIES);
    }
  }
}
