package dev.playlistlake.extract;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts requests, those repeated included: a playlist's own, or those that belong to none.
final class Tally {
  private final AtomicInteger requests = new AtomicInteger();

  void countRequest() {
    requests.incrementAndGet();
  }

  int requests() {
    return requests.get();
  }
}
