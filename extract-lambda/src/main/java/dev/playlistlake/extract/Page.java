package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import java.util.function.Predicate;

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

  /// The URL of the following page, as sent; empty after the last.
  ///
  /// @throws IllegalStateException when a value of another type stands for it: the list may go on
  Optional<String> next() {
    boolean odd = next(kind -> kind != JsonToken.VALUE_STRING && kind != JsonToken.VALUE_NULL);
    if (odd) {
      throw new IllegalStateException("next is neither a URL nor null");
    }
    return object.string("next");
  }

  /// Whether nothing says that this page is the last: Spotify sends `null` there.
  boolean isCutOff() {
    return !next(_ -> true);
  }

  private boolean next(Predicate<JsonToken> wanted) {
    return object.members().stream()
        .anyMatch(member -> member.name().equals("next") && wanted.test(member.kind()));
  }

  /// How many entries the list has, as sent.
  Optional<String> total() {
    return object.integer("total");
  }
}
