package dev.playlistlake.simulator;

import java.time.LocalDate;

/// What the JSON of one response depends on besides the [Library]. Immutable.
///
/// @param kind of the app that asks
/// @param day that it is
/// @param baseUrl what `href` and `next` begin with, without a slash at the end
/// @param episodes whether the caller can read them (`additional_types`); if not, they look like
///   songs
/// @param emptyEntries whether entries are empty objects, as after `fields` with outdated names
/// @param nextLimit the page size that the `next` of a playlist's `items` asks for
record ResponseOptions(
    AppKind kind,
    LocalDate day,
    String baseUrl,
    boolean episodes,
    boolean emptyEntries,
    int nextLimit) {

  /// The address of an object of a type, such as `playlist` or `track`.
  String href(String type, String id) {
    return baseUrl + "/v1/" + type + "s/" + id;
  }
}
