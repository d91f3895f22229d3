package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

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

/// Nothing that a login, a check or their failures print or log holds a secret, a token or a code.
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
  void holdsNoSecretInAnythingWrittenAtTheFinestLevel() throws Exception {
    List<String> secrets = new ArrayList<>();
    StringBuilder written = new StringBuilder();
    root.finest("the listener hears everything");
    try (Desk desk = new Desk(home).withApp()) {
      desk.way = back -> remember(back, secrets);
      written.append(desk.run("--debug", "login", "--port", 0));
      secrets.addAll(desk.words(home.resolve("playlist-lake").resolve("credentials.json")));
      written.append(desk.page().body());
      written.append(desk.run("--debug", "check", "--playlist", "liked"));
      desk.way = back -> remember(URI.create(back + "&code=second"), secrets);
      desk.environment.put("SPOTIFY_CLIENT_SECRET", "wrong-" + Desk.SECRET);
      written.append(desk.run("--debug", "login", "--port", 0, "--file", home.resolve("f")));
      written.append(desk.page().body());
    }

    assertThat(secrets).hasSize(4).doesNotContain("");
    assertThat(written.toString()).doesNotContain(secrets);
    assertThat(String.join("\n", log.lines)).contains("the listener hears").doesNotContain(secrets);
  }

  @Test
  void holdsNoSecretInTheWordsOfARecord() throws Exception {
    try (Desk desk = new Desk(home).withApp()) {
      Machine machine = desk.machine();
      FileCredentialStore place = FileCredentialStore.of(machine, Optional.empty());
      AppQuestion question = new AppQuestion(machine, place);

      assertThat(List.of(machine, question, question.answer(Optional.empty(), false)).toString())
          .doesNotContain(Desk.SECRET);
      assertThat(new Browser(desk.environment).toString()).doesNotContain(Desk.SECRET);
    }
  }

  private static URI remember(URI back, List<String> secrets) {
    Matcher code = CODE.matcher(back.toString());
    if (code.find()) {
      secrets.add(code.group(1));
    }
    return back;
  }

  /// Keeps every record, with its exception's whole trace.
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
      // nothing is held back
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
