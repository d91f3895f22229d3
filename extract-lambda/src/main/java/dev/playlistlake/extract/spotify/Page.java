package dev.playlistlake.extract.spotify;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import java.util.function.Predicate;

/// One page of a list. Immutable.
///
/// @param items the array of its entries
public record Page(JsonObjectText json, JsonObjectText.Member items) {

  /// Returns the object as a page; empty if it has no array `items`.
  public static Optional<Page> of(JsonObjectText json) {
    return json.member("items", JsonToken.START_ARRAY).map(items -> new Page(json, items));
  }

  /// Returns the JSON text exactly as Spotify sent it.
  public String text() {
    return json.text();
  }

  /// Returns the number of entries on this page.
  public int entries() {
    return items.elements();
  }

  /// Returns the number of entries of the whole list, as Spotify sent it.
  public Optional<String> total() {
    return json.integer("total");
  }

  /// Returns the number of entries before this page, as Spotify sent it.
  Optional<String> offset() {
    return json.integer("offset");
  }

  /// Returns the URL of the next page, as Spotify sent it; empty on the last page.
  ///
  /// @throws IllegalStateException if it is a value of another type, because more pages may exist
  Optional<String> next() {
    if (hasNext(kind -> kind != JsonToken.VALUE_STRING && kind != JsonToken.VALUE_NULL)) {
      throw new IllegalStateException("next is neither a URL nor null");
    }
    return json.string("next");
  }

  /// Whether the member `next` is missing. On the last page Spotify sends `null`.
  boolean isCutOff() {
    return !hasNext(_ -> true);
  }

  private boolean hasNext(Predicate<JsonToken> kind) {
    return json.members().stream()
        .anyMatch(member -> member.name().equals("next") && kind.test(member.kind()));
  }
}
