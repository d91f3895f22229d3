package dev.playlistlake.local.query;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Map;

/// The program in which the user reads long output: `PAGER`, or `less` if this variable is not set.
/// If it is empty, there is no pager. [ResultPrinter] uses it in one thread.
///
/// @param environment the environment variables
record Pager(Map<String, String> environment) {
  // The shell prints an error if it doesn't find a program. Without less, output is printed as it
  // is.
  private static final String LESS = "command -v less >/dev/null 2>&1 || exit 127; exec less";

  /// Lines are not wrapped, the screen is not erased at the end, and short output needs no key.
  private static final String LESS_OPTIONS = "-SXF";

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  /// Shows a text and waits until the user ends the pager.
  ///
  /// @return whether the pager started
  boolean show(String text, Charset charset) {
    String command = environment.getOrDefault("PAGER", LESS);
    if (command.isBlank()) {
      return false;
    }
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putIfAbsent("LESS", LESS_OPTIONS);
    try {
      Process pager = builder.start();
      send(text, charset, pager);
      int exitCode = pager.waitFor();
      return exitCode != NOT_FOUND && exitCode != NOT_EXECUTABLE;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void send(String text, Charset charset, Process pager) {
    try (Writer input = new OutputStreamWriter(pager.getOutputStream(), charset)) {
      input.write(text);
    } catch (IOException ended) {
      // The user ended the pager before its end.
    }
  }
}
