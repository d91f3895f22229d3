package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static dev.playlistlake.extract.Lab.C;
import static dev.playlistlake.extract.StubSpotify.ACCESS_TOKEN;
import static dev.playlistlake.extract.StubSpotify.TOKEN;
import static dev.playlistlake.extract.StubSpotify.error;
import static dev.playlistlake.extract.StubSpotify.json;
import static dev.playlistlake.extract.StubSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

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

/// Everything that a run writes, at the finest log level, holds no secret: also where Spotify sends
/// our own secrets back in its error messages.
class SecrecyTest {
  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString(("client-id:" + Lab.SECRET).getBytes(StandardCharsets.UTF_8));

  private final Logger root = Logger.getLogger("");
  private final Logger library = Logger.getLogger("se.michaelthelin.spotify.SpotifyApi");
  private final Level before = root.getLevel();
  private final StringBuilder written = new StringBuilder();
  private final Lab lab = new Lab(A, B, C);
  private final Handler everything =
      new Handler() {
        private final SimpleFormatter text = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
          // The stub server's own log is Spotify's, not ours.
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
  void listen() {
    lab.environment.put("LOG_LEVEL", "DEBUG");
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
    lab.close();
  }

  @Test
  void aRunWithEveryKindOfFailureWritesNoSecret() {
    String echo = ACCESS_TOKEN + " " + Lab.REFRESH_TOKEN + " " + Lab.SECRET + " " + BASIC;
    String url = lab.spotify.url() + "/p?access_token=" + ACCESS_TOKEN;
    lab.playlist(
            A, error(401, "The access token expired: " + echo), json("{\"items\":{\"items\":[]}}"))
        .playlist(B, error(403, echo))
        .playlist(C, json("{\"items\":{\"items\":[],\"next\":\"" + url + "\"}}"));
    lab.spotify.on("GET /p?access_token=" + ACCESS_TOKEN, reply(500, echo));

    run();

    assertThat(written)
        .contains("\"failed_final\":1")
        .contains("\"failed_retryable\":1")
        .contains("DEBUG: GET " + lab.spotify.url() + "/p: 500 in ");
    assertNoSecret();
  }

  @Test
  void aRefusedLoginWritesNoSecret() {
    String echo = Lab.REFRESH_TOKEN + " " + Lab.SECRET + " " + BASIC;
    lab.spotify.on(
        TOKEN, reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + echo + "\"}"));

    run();

    assertThat(written).contains("invalid_grant");
    assertNoSecret();
  }

  @Test
  void aTokenAnswerThatIsCutOffWritesNoSecret() {
    lab.spotify.on(
        TOKEN, json("{\"x\":" + ACCESS_TOKEN), json("{\"access_token\":\"" + ACCESS_TOKEN));

    run();

    assertThat(written).contains("not one JSON object");
    assertNoSecret();
  }

  private void run() {
    try {
      new ExtractHandler(lab.extraction()).handleRequest(Map.of(), new LoggingContext(written));
    } catch (ExtractException failure) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      written.append(trace);
    }
  }

  private void assertNoSecret() {
    assertThat(written)
        .contains("DEBUG: POST API/api/token: ".replace("API", lab.spotify.url()))
        .doesNotContain(ACCESS_TOKEN, Lab.REFRESH_TOKEN, Lab.SECRET, BASIC, "nobody-may-read");
  }
}
