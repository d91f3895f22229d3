package dev.playlistlake.extract.spotify;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import java.util.function.Predicate;

/// One page of a list.
///
/// @param items the array of its entries
public record Page(JsonObjectText json, JsonObjectText.Member items) {

  /// Empty when the object has no array `items`, and so is no page.
  public static Optional<Page> of(JsonObjectText json) {
    return json.member("items", JsonToken.START_ARRAY).map(items -> new Page(json, items));
  }

  /// Exactly as Spotify sent it.
  public String text() {
    return json.text();
  }

  public int entries() {
    return items.elements();
  }

  /// How many entries the list has, as sent.
  public Optional<String> total() {
    return json.integer("total");
  }

  /// The URL of the following page, as sent; empty after the last.
  ///
  /// @throws IllegalStateException when it is a value of another type: the list may go on
  Optional<String> next() {
    if (hasNext(kind -> kind != JsonToken.VALUE_STRING && kind != JsonToken.VALUE_NULL)) {
      throw new IllegalStateException("next is neither a URL nor null");
    }
    return json.string("next");
  }

  /// Whether nothing says that this page is the last: there, Spotify sends `null`.
  boolean isCutOff() {
    return !hasNext(_ -> true);
  }

  private boolean hasNext(Predicate<JsonToken> kind) {
    return json.members().stream()
        .anyMatch(member -> member.name().equals("next") && kind.test(member.kind()));
  }
}
