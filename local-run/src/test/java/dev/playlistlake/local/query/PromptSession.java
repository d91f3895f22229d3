package dev.playlistlake.local.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.engine.StartingEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/// A [SqlPrompt] on a terminal in this process. The test types keys and reads the output.
final class PromptSession {
  static final char CTRL_C = 3;
  static final char CTRL_D = 4;
  static final char TAB = '\t';
  static final String UP = "\u001BOA";

  private static final Pattern CONTROL =
      Pattern.compile("\u001B(?:\\[[0-9;?]*[A-Za-z]|[=>])|[\r\u0007]");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final LineDisciplineTerminal terminal;
  private final FutureTask<Integer> exitCode;
  private int seen;

  /// Starts the prompt on a terminal with 80 columns and 24 lines.
  ///
  /// @param open opens the engine, in another thread
  /// @param environment the environment variables for the pager
  PromptSession(Callable<SqlEngine> open, Path history, Map<String, String> environment)
      throws IOException {
    terminal = new LineDisciplineTerminal("test", "xterm", output, UTF_8);
    terminal.setSize(new Size(80, 24));
    ResultPrinter printer =
        new ResultPrinter(
            ResultFormat.TABLE, terminal.writer(), Optional.of(terminal), new Pager(environment));
    exitCode =
        new FutureTask<>(
            () ->
                new SqlPrompt(
                        StartingEngine.start(open),
                        QueriesFile.ours(),
                        printer,
                        terminal,
                        new PrintWriter(new StringWriter()))
                    .run("lake", history));
    Thread.ofPlatform().daemon().start(exitCode);
  }

  /// Types keys.
  PromptSession type(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(UTF_8));
    return this;
  }

  /// Types a line and the Enter key.
  PromptSession enter(String line) throws IOException {
    return type(line + "\r");
  }

  PromptSession type(char key) throws IOException {
    return type(String.valueOf(key));
  }

  /// Waits until the prompt has written a text after those that were awaited before.
  ///
  /// @return the output before this text, without the sequences that control the terminal
  String await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String all = output();
      int found = all.indexOf(text, seen);
      if (found >= 0) {
        String before = all.substring(seen, found);
        seen = found + text.length();
        return before;
      }
      Thread.sleep(5);
    }
    return fail("the prompt did not write '%s' but:%n%s", text, output().substring(seen));
  }

  /// Returns all output, without the sequences that control the terminal.
  String output() {
    return CONTROL.matcher(output.toString(UTF_8)).replaceAll("");
  }

  /// Waits until the prompt ends.
  int exitCode() throws Exception {
    return exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
