package dev.playlistlake.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/// A line on standard error that shows on a terminal that work is running. It appears after one
/// second, is written again twice per second, and is erased when the work ends. If standard error
/// is not a terminal, nothing is written. Created and closed by one thread; a second one writes.
public final class ProgressLine implements AutoCloseable {
  /// The script `playlist-lake` sets this system property to `on` if standard error is a terminal
  /// that can erase a line.
  private static final String PROPERTY = "playlist-lake.progress";

  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final String ERASE = "\r\u001B[K";

  private final PrintWriter err;
  private final Supplier<String> text;
  private final long start = System.nanoTime();
  private boolean isOpen = true;
  private boolean isShown;

  private ProgressLine(PrintWriter err, Supplier<String> text) {
    this.err = err;
    this.text = text;
  }

  /// Starts the line.
  ///
  /// @param err standard error
  /// @param text a few words about the work, safe to print; another thread calls it
  public static ProgressLine start(PrintWriter err, Supplier<String> text) {
    return start(err, text, System.getProperty(PROPERTY, "").equals("on"), DELAY);
  }

  static ProgressLine start(
      PrintWriter err, Supplier<String> text, boolean isTerminal, Duration delay) {
    ProgressLine line = new ProgressLine(err, text);
    if (isTerminal) {
      Thread.ofPlatform().daemon().name("progress").start(() -> line.write(delay));
    }
    return line;
  }

  private synchronized void write(Duration delay) {
    try {
      waitWhileOpen(delay);
      while (isOpen) {
        double seconds = (System.nanoTime() - start) / 1e9;
        err.print("%s%s  %.1f s".formatted(ERASE, text.get(), seconds));
        err.flush();
        isShown = true;
        waitWhileOpen(INTERVAL);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitWhileOpen(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis(); isOpen && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /// Formats bytes, such as `3.4 MB`.
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  /// Erases the line.
  @Override
  public synchronized void close() {
    isOpen = false;
    notifyAll();
    if (isShown) {
      err.print(ERASE);
      err.flush();
      isShown = false;
    }
  }
}
