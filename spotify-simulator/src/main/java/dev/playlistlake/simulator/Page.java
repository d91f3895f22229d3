package dev.playlistlake.simulator;

import java.util.List;

/// A part of a list, by offset.
///
/// @param href path and query up to the paging parameters, ending in `?` or `&`
/// @param nextLimit the page size that `next` asks for
record Page<T>(String href, int offset, int limit, int nextLimit, List<T> all) {

  List<T> entries() {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(from + limit, all.size()));
  }

  String self() {
    return href + "offset=" + offset + "&limit=" + limit;
  }

  boolean hasNext() {
    return offset + limit < all.size();
  }

  String next() {
    return href + "offset=" + (offset + limit) + "&limit=" + nextLimit;
  }

  String previous() {
    return href + "offset=" + Math.max(0, offset - limit) + "&limit=" + limit;
  }
}
