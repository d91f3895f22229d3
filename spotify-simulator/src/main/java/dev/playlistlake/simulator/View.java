package dev.playlistlake.simulator;

import java.time.LocalDate;

/// How one request sees the library.
///
/// @param kind of the app that asks
/// @param day that it is
/// @param baseUrl what `href` and `next` begin with, without a slash at the end
/// @param episodes whether the caller can read them (`additional_types`); else they look like songs
/// @param blank whether entries are empty objects, as after `fields` with names that are no more
/// @param nextLimit the page size that the `next` of a playlist's `items` asks for
record View(
    AppKind kind, LocalDate day, String baseUrl, boolean episodes, boolean blank, int nextLimit) {

  String href(String type, String id) {
    return baseUrl + "/v1/" + type + "s/" + id;
  }

  View asking(boolean forEpisodes, boolean withBlanks) {
    return new View(kind, day, baseUrl, forEpisodes, withBlanks, nextLimit);
  }
}
