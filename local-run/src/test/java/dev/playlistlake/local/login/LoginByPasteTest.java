package dev.playlistlake.local.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake login --paste`, for a browser on another machine.
final class LoginByPasteTest {
  @TempDir private Path home = Path.of("");
  private CliHarness harness;

  @BeforeEach
  void open() throws IOException {
    harness = new CliHarness(home).withApp();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void acceptsTheAddressThatSpotifyRedirectedTheBrowserTo() throws Exception {
    Path file = home.resolve("mine.json");
    harness.paste = () -> Optional.of("  " + harness.redirected(harness.printed()) + "#_=_ ");

    CommandRun run = harness.run("login", "--paste", "--file", file);

    assertThat(run.err()).isEmpty();
    assertThat(Fields.of(file)).hasSize(4);
    assertThat(run.out())
        .contains("     http://127.0.0.1:8898/callback\n")
        .contains("Paste the full address of that page here:\n")
        .contains("Logged in: the login is stored in file " + file)
        .endsWith("Next: ./playlist-lake check --credentials " + file + "\n")
        .doesNotContain(harness.words(file));
    assertThat(harness.pages).isEmpty();
  }

  @Test
  void rejectsAnythingButTheFullAddress() {
    harness.paste = () -> Optional.of("simulated-code-1");

    assertThat(harness.run("login", "--paste").err())
        .isEqualTo(
            "error: the pasted text is not the full address that Spotify sent the browser to. A"
                + " full address contains \"/callback?code=\" and \"&state=\". Log in again and"
                + " paste it.\n");
  }

  @Test
  void rejectsTheAddressOfAnotherLogin() {
    harness.paste = () -> Optional.of("http://127.0.0.1:8898/callback?code=c&state=older");

    CommandRun run = harness.run("login", "--paste");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: the response belongs to another login: its state parameter differs. It was"
                + " ignored. Open the address that this login printed.\n");
    assertThat(harness.spotify.requests()).isEmpty();
  }

  @Test
  void reportsThatNoAddressWasPasted() {
    assertThat(harness.run("login", "--paste").err())
        .isEqualTo("error: no address was pasted. Nothing was stored.\n");
  }

  @Test
  void writesToTheTargetOfASymbolicLink() throws Exception {
    Path real = Files.writeString(home.resolve("real.json"), "{}");
    Path link = Files.createSymbolicLink(home.resolve("link.json"), real);
    harness.paste = () -> Optional.of(harness.redirected(harness.printed()).toString());

    assertThat(harness.run("login", "--paste", "--file", link).exitCode()).isZero();

    assertThat(link).isSymbolicLink();
    assertThat(Fields.of(real)).hasSize(4);
  }

  @Test
  void namesTheFileThatItCannotWrite() throws Exception {
    Path notAFolder = Files.writeString(home.resolve("file"), "");
    harness.paste = () -> Optional.of(harness.redirected(harness.printed()).toString());

    CommandRun run =
        harness.run("login", "--paste", "--file", notAFolder.resolve("credentials.json"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: file " + notAFolder.resolve("credentials.json") + " cannot be ");
  }
}
