package dev.playlistlake.local.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.cli.Browser;
import dev.playlistlake.local.cli.CliEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The output and the logs of a login, a check and their errors contain no secret, token or code.
final class LoginSecrecyTest {
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

  @TempDir private Path home = Path.of("");
  private final Listener log = new Listener();
  private final Logger root = Logger.getLogger("");
  private Level before = Level.INFO;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.setLevel(Level.ALL);
    root.addHandler(log);
  }

  @AfterEach
  void stop() {
    root.removeHandler(log);
    root.setLevel(before);
  }

  @Test
  void writesNoSecretEvenAtTheFinestLogLevel() throws Exception {
    List<String> secrets = new ArrayList<>();
    StringBuilder written = new StringBuilder();
    root.finest("the listener receives everything");
    try (CliHarness harness = new CliHarness(home).withApp()) {
      harness.way = back -> remember(back, secrets);
      written.append(harness.run("--debug", "login", "--port", 0));
      secrets.addAll(harness.words(home.resolve("playlist-lake").resolve("credentials.json")));
      written.append(harness.page().body());
      written.append(harness.run("--debug", "check", "--playlist", "liked"));
      harness.way = back -> remember(URI.create(back + "&code=second"), secrets);
      harness.environment.put("SPOTIFY_CLIENT_SECRET", "other-" + CliHarness.SECRET);
      written.append(harness.run("--debug", "login", "--port", 0, "--file", home.resolve("f")));
      written.append(harness.page().body());
    }

    assertThat(secrets).hasSize(4).doesNotContain("");
    assertThat(written.toString()).doesNotContain(secrets);
    assertThat(String.join("\n", log.lines))
        .contains("the listener receives")
        .doesNotContain(secrets);
  }

  @Test
  void showsNoSecretInTheTextOfARecord() throws Exception {
    try (CliHarness harness = new CliHarness(home).withApp()) {
      CliEnvironment cli = harness.cli();
      FileCredentialStore store = FileCredentialStore.of(cli, Optional.empty());
      AppCredentialsPrompt prompt = new AppCredentialsPrompt(cli, store);

      assertThat(List.of(cli, prompt, prompt.find(Optional.empty(), false)).toString())
          .doesNotContain(CliHarness.SECRET);
      assertThat(new Browser(harness.environment).toString()).doesNotContain(CliHarness.SECRET);
    }
  }

  private static URI remember(URI back, List<String> secrets) {
    Matcher code = CODE.matcher(back.toString());
    if (code.find()) {
      secrets.add(code.group(1));
    }
    return back;
  }

  /// Keeps every log record, with the full stack trace of its exception.
  private static final class Listener extends Handler {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Formatter format = new SimpleFormatter();

    Listener() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(format.format(record));
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
