package dev.playlistlake.extract;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests that one playlist needed, those for a token and those repeated included.
final class Tally {
  private final AtomicInteger requests = new AtomicInteger();

  void countRequest() {
    requests.incrementAndGet();
  }

  int requests() {
    return requests.get();
  }
}
