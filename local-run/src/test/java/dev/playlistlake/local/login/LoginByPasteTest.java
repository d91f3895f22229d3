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
  void sitDown() throws IOException {
    harness = new CliHarness(home).withApp();
  }

  @AfterEach
  void getUp() {
    harness.close();
  }

  @Test
  void takesTheAddressThatSpotifySentTheBrowserTo() throws Exception {
    Path file = home.resolve("mine.json");
    harness.paste = () -> Optional.of("  " + harness.redirected(harness.printed()) + "#_=_ ");

    CommandRun run = harness.run("login", "--paste", "--file", file);

    assertThat(run.err()).isEmpty();
    assertThat(Fields.of(file)).hasSize(4);
    assertThat(run.out())
        .contains("     http://127.0.0.1:8898/callback\n")
        .contains("Paste the whole address of that page here:\n")
        .contains("Logged in: the login is in file " + file)
        .endsWith("Next: ./playlist-lake check --credentials " + file + "\n")
        .doesNotContain(harness.words(file));
    assertThat(harness.pages).isEmpty();
  }

  @Test
  void needsTheWholeAddress() {
    harness.paste = () -> Optional.of("simulated-code-1");

    assertThat(harness.run("login", "--paste").err())
        .isEqualTo(
            "error: that is not the whole address that Spotify sent the browser to: it has"
                + " \"/callback?code=\" and \"&state=\" in it. Log in again\n");
  }

  @Test
  void takesNoAddressOfAnotherLogin() {
    harness.paste = () -> Optional.of("http://127.0.0.1:8898/callback?code=c&state=older");

    CommandRun run = harness.run("login", "--paste");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: the answer belongs to another login (its state is not the one of this login),"
                + " and was not taken: open the address that this login printed\n");
    assertThat(harness.spotify.requests()).isEmpty();
  }

  @Test
  void saysThatNothingWasPasted() {
    assertThat(harness.run("login", "--paste").err())
        .isEqualTo("error: no address was pasted: nothing is stored\n");
  }

  @Test
  void writesTheFileThatALinkLeadsTo() throws Exception {
    Path real = Files.writeString(home.resolve("real.json"), "{}");
    Path link = Files.createSymbolicLink(home.resolve("link.json"), real);
    harness.paste = () -> Optional.of(harness.redirected(harness.printed()).toString());

    assertThat(harness.run("login", "--paste", "--file", link).exitCode()).isZero();

    assertThat(link).isSymbolicLink();
    assertThat(Fields.of(real)).hasSize(4);
  }

  @Test
  void saysWhereItCanNotWrite() throws Exception {
    Path inTheWay = Files.writeString(home.resolve("file"), "");
    harness.paste = () -> Optional.of(harness.redirected(harness.printed()).toString());

    CommandRun run =
        harness.run("login", "--paste", "--file", inTheWay.resolve("credentials.json"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: file " + inTheWay.resolve("credentials.json") + " can't be ");
  }
}
