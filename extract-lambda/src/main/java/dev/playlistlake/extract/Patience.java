package dev.playlistlake.extract;

import java.time.Duration;

/// How long a run goes on with a Spotify that doesn't answer as it should.
///
/// @param connect until a connection stands
/// @param answer until the last byte of an answer is there
/// @param waits all together that one run keeps because Spotify asks for them
record Patience(Duration connect, Duration answer, Backoff backoff, Duration waits) {
  static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          new Backoff(4, Duration.ofSeconds(1)),
          Duration.ofSeconds(60));
}
