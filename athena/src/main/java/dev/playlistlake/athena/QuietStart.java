package dev.playlistlake.athena;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// Starts Trino without its voice. Trino takes over `System.out` and `System.err` when it first
/// starts, and logs into what it found there; both are given back after.
final class QuietStart {
  private QuietStart() {}

  static synchronized <T> T of(Supplier<T> start) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    try {
      return start.get();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
