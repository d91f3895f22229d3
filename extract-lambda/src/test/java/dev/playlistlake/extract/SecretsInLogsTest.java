package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.ExtractHarness.C;
import static dev.playlistlake.extract.spotify.FakeSpotify.ACCESS_TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.spotify.ExtractException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Checks that a run logs no secret at the finest level, even if Spotify returns our secrets in its
/// error messages.
class SecretsInLogsTest {
  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString(("client-id:" + ExtractHarness.SECRET).getBytes(StandardCharsets.UTF_8));

  private final Logger root = Logger.getLogger("");
  private final Logger library = Logger.getLogger("se.michaelthelin.spotify.SpotifyApi");
  private final Level before = root.getLevel();
  private final StringBuilder written = new StringBuilder();
  private final ExtractHarness harness = new ExtractHarness(A, B, C);
  private final Handler everything =
      new Handler() {
        private final SimpleFormatter text = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
          // The log of the fake server does not belong to the extract.
          if (!String.valueOf(record.getLoggerName()).startsWith("com.sun.net.httpserver")) {
            synchronized (written) {
              written.append(text.format(record));
            }
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void recordLogs() {
    harness.environment.put("LOG_LEVEL", "DEBUG");
    everything.setLevel(Level.ALL);
    root.addHandler(everything);
    root.setLevel(Level.ALL);
    library.setLevel(Level.ALL);
  }

  @AfterEach
  void close() {
    root.removeHandler(everything);
    root.setLevel(before);
    library.setLevel(null);
    harness.close();
  }

  @Test
  void aRunWithEveryKindOfErrorLogsNoSecret() {
    String echo =
        ACCESS_TOKEN
            + " "
            + ExtractHarness.REFRESH_TOKEN
            + " "
            + ExtractHarness.SECRET
            + " "
            + BASIC;
    String url = harness.spotify.url() + "/p?access_token=" + ACCESS_TOKEN;
    harness
        .playlist(
            A, error(401, "The access token expired: " + echo), json("{\"items\":{\"items\":[]}}"))
        .playlist(B, error(403, echo))
        .playlist(C, json("{\"items\":{\"items\":[],\"next\":\"" + url + "\"}}"));
    harness.spotify.on("GET /p?access_token=" + ACCESS_TOKEN, reply(500, echo));

    run();

    assertThat(written)
        .contains("\"failed_final\":1")
        .contains("\"failed_retryable\":1")
        .contains("DEBUG: GET " + harness.spotify.url() + "/p: 500 in ");
    assertNoSecret();
  }

  @Test
  void anInvalidLoginLogsNoSecret() {
    String echo = ExtractHarness.REFRESH_TOKEN + " " + ExtractHarness.SECRET + " " + BASIC;
    harness.spotify.on(
        TOKEN, reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + echo + "\"}"));

    run();

    assertThat(written).contains("invalid_grant");
    assertNoSecret();
  }

  @Test
  void anIncompleteTokenResponseLogsNoSecret() {
    harness.spotify.on(
        TOKEN, json("{\"x\":" + ACCESS_TOKEN), json("{\"access_token\":\"" + ACCESS_TOKEN));

    run();

    assertThat(written).contains("not one JSON object");
    assertNoSecret();
  }

  private void run() {
    try {
      new ExtractHandler(harness.extraction()).handleRequest(Map.of(), new LoggingContext(written));
    } catch (ExtractException failure) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      written.append(trace);
    }
  }

  private void assertNoSecret() {
    assertThat(written)
        .contains("DEBUG: POST API/api/token: ".replace("API", harness.spotify.url()))
        .doesNotContain(
            ACCESS_TOKEN,
            ExtractHarness.REFRESH_TOKEN,
            ExtractHarness.SECRET,
            BASIC,
            "nobody-may-read");
  }
}
