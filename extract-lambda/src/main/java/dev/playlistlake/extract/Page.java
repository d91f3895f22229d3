package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;

/// One page of a list.
///
/// @param items the array of its entries
record Page(ObjectText object, ObjectText.Member items) {

  /// Empty when the object has no array `items`, and so is no page.
  static Optional<Page> of(ObjectText object) {
    return object.member("items", JsonToken.START_ARRAY).map(items -> new Page(object, items));
  }

  /// Exactly as Spotify sent it.
  String text() {
    return object.text();
  }

  int entries() {
    return items.elements();
  }

  /// The URL of the following page, as sent.
  Optional<String> next() {
    return object.string("next");
  }

  /// How many entries the list has, as sent.
  Optional<String> total() {
    return object.integer("total");
  }
}
