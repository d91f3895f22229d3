package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;

/// One page of a playlist's entries.
///
/// @param text exactly as Spotify sent it
/// @param next the URL of the following page, as sent
record Page(String text, int entries, Optional<String> next) {

  /// Empty when the object has no array `items`, and so is no page.
  static Optional<Page> of(ObjectText object) {
    return object
        .member("items", JsonToken.START_ARRAY)
        .map(items -> new Page(object.text(), items.elements(), object.string("next")));
  }
}
