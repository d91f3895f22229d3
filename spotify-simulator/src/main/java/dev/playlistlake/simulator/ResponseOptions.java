package dev.playlistlake.simulator;

import java.time.LocalDate;

/// The parameters for the JSON of one response, in addition to the [Library]. Immutable.
///
/// @param kind of the app that sent the request
/// @param day the simulated date
/// @param baseUrl start of `href` and `next`, without a slash at the end
/// @param episodes whether the request includes episodes (`additional_types`); otherwise episodes
///   look like songs
/// @param emptyEntries whether entries are empty objects, as for `fields` with outdated names
/// @param nextLimit the page size in the `next` of `items` of a playlist
/// @param quirk of the playlist in the response
record ResponseOptions(
    AppKind kind,
    LocalDate day,
    String baseUrl,
    boolean episodes,
    boolean emptyEntries,
    int nextLimit,
    Quirk quirk) {

  /// Returns a copy with the quirk of a playlist.
  ResponseOptions with(Quirk other) {
    return new ResponseOptions(kind, day, baseUrl, episodes, emptyEntries, nextLimit, other);
  }

  /// Returns the URL of an object.
  ///
  /// @param type such as `playlist` or `track`
  String href(String type, String id) {
    return baseUrl + "/v1/" + type + "s/" + id;
  }
}
