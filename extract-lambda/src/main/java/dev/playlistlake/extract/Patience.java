package dev.playlistlake.extract;

import java.time.Duration;

/// How long a request goes on with a Spotify that doesn't answer as it should.
///
/// @param connect until a connection stands
/// @param answer until the last byte of an answer is there
record Patience(Duration connect, Duration answer, Backoff backoff) {
  static final Patience DEFAULT = of(Duration.ofSeconds(30));

  static Patience of(Duration answer) {
    return new Patience(Duration.ofSeconds(10), answer, new Backoff(4, Duration.ofSeconds(1)));
  }
}
