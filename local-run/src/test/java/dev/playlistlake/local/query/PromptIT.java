package dev.playlistlake.local.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `playlist-lake query` in a pseudo-terminal of the command `script`, which is part of
/// util-linux. One engine runs all statements.
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have other options of script")
final class PromptIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern CONTROL =
      Pattern.compile("\u001B(?:\\[[0-9;?]*[A-Za-z]|[=>])|[\r\u0007]");

  private static final String LONG_STATEMENT =
      "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(x)"
          + " CROSS JOIN UNNEST(sequence(1, 10000)) b(y) CROSS JOIN UNNEST(sequence(1, 10000))"
          + " c(z) WHERE x * y + z = 7";

  @TempDir private Path folder = Path.of("");

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private int seen;

  private static boolean hasCommands() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v script && env --default-signal=INT true")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private Process start(String arguments) throws IOException {
    Path lake = folder.resolve("my lake");
    Files.createDirectories(lake.resolve("processed/playlists"));
    // Java cannot handle Ctrl-C if it is ignored, as in a build in the background.
    ProcessBuilder builder =
        new ProcessBuilder(
            "script",
            "--quiet",
            "--return",
            "--flush",
            "--command",
            "stty rows 24 cols 80; exec env --default-signal=INT ../playlist-lake query --lake '"
                + lake
                + "' "
                + arguments,
            "/dev/null");
    builder.environment().put("PLAYLIST_LAKE_ENGINE_CACHE", "off");
    builder.environment().put("XDG_STATE_HOME", folder.toString());
    builder.environment().put("PAGER", "cat > '" + folder.resolve("paged") + "'");
    builder.environment().put("TERM", "xterm");
    Files.createDirectories(temporary());
    builder.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + temporary());
    Process process = builder.redirectErrorStream(true).start();
    Thread.ofPlatform().daemon().start(() -> read(process.getInputStream()));
    return process;
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }

  private void read(InputStream terminal) {
    try {
      terminal.transferTo(output);
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  /// Waits until the program has written a text after those that were awaited before.
  private void await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String all = CONTROL.matcher(output.toString(UTF_8)).replaceAll("");
      int found = all.indexOf(text, seen);
      if (found >= 0) {
        seen = found + text.length();
        return;
      }
      Thread.sleep(20);
    }
    fail("the terminal did not show '%s' but:%n%s", text, output.toString(UTF_8));
  }

  private static void type(Process process, String keys) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write(keys.getBytes(UTF_8));
    keyboard.flush();
  }

  @Test
  void thePromptWorksInATerminal() throws IOException, InterruptedException {
    assumeTrue(
        hasCommands(), "the command script of util-linux or a recent env of coreutils is missing");
    Process process = start("");
    try {
      await("Querying " + folder.resolve("my lake"));
      await("lake> ");
      type(process, "\u0003");
      await("lake> ");
      type(process, "SELECT 'waits for the engine';\r");
      await("starting the SQL engine");
      type(process, "\u0003");
      await("cancelled");
      await("lake> ");
      type(process, "SELECT 'typed before the engine has started' AS early;\r");
      type(process, "SELECT 'cleared'");
      await("typed before the engine has started\n(1 row)");
      await("lake> ");
      type(process, "\u0003");
      await("lake> ");

      type(process, "SELECT count(*) FROM playlists_ty\t");
      await("playlists_typed");
      type(process, ";\r");
      await("    0\n(1 row)");

      type(process, "top_artists top=3\r");
      await("(0 rows)");
      type(process, "SELECT sng_name FROM songs_typed;\r");
      await("Column 'sng_name' cannot be resolved (did you mean song_name?)");

      type(process, "SELECT rpad('', 120, '日本'), 12 AS n, rpad('', 18, 'e\u0301');\r");
      await("日… │ 12 │ e\u0301");

      type(process, LONG_STATEMENT + ";\r");
      await("running: ");
      type(process, "\u0003");
      await("cancelled");

      type(process, "SELECT * FROM UNNEST(sequence(1, 50)) AS t(n);\r");
      await(" s\n");
      await("lake> ");
      assertThat(folder.resolve("paged")).content().contains("(50 rows)");

      type(process, "\u001BOA\r");
      await("SELECT * FROM UNNEST");
      await("lake> ");
      type(process, "\u0004");

      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroy();
    }
    assertThat(output.toString(UTF_8)).doesNotContain("WARNING");
    assertThat(folder.resolve("playlist-lake/query-history"))
        .content()
        .contains("top_artists top=3")
        .doesNotContain("cleared");
  }

  @Test
  void ctrlCEndsACommandThatRunsAStatementAndItsFilesAreDeleted()
      throws IOException, InterruptedException {
    assumeTrue(
        hasCommands(), "the command script of util-linux or a recent env of coreutils is missing");
    Process process = start("-e '" + LONG_STATEMENT + "'");
    try {
      await("running: ");
      assertThat(temporary()).isNotEmptyDirectory();
      type(process, "\u0003");

      assertThat(process.waitFor()).isEqualTo(130);
    } finally {
      process.destroy();
    }
    assertThat(temporary()).isEmptyDirectory();
  }
}
