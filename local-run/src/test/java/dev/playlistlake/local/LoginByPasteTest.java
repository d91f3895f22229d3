package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

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
  private Desk desk;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(home).withApp();
  }

  @AfterEach
  void getUp() {
    desk.close();
  }

  @Test
  void takesTheAddressThatSpotifySentTheBrowserTo() throws Exception {
    Path file = home.resolve("mine.json");
    desk.paste = () -> Optional.of("  " + desk.redirected(desk.printed()) + "#_=_ ");

    Shell shell = desk.run("login", "--paste", "--file", file);

    assertThat(shell.err()).isEmpty();
    assertThat(Fields.of(file)).hasSize(4);
    assertThat(shell.out())
        .contains("     http://127.0.0.1:8898/callback\n")
        .contains("Paste the whole address of that page here:\n")
        .contains("Logged in: the login is in file " + file)
        .endsWith("Next: ./playlist-lake check --credentials " + file + "\n")
        .doesNotContain(desk.words(file));
    assertThat(desk.pages).isEmpty();
  }

  @Test
  void needsTheWholeAddress() {
    desk.paste = () -> Optional.of("simulated-code-1");

    assertThat(desk.run("login", "--paste").err())
        .isEqualTo(
            "error: that is not the whole address that Spotify sent the browser to: it has"
                + " \"/callback?code=\" and \"&state=\" in it. Log in again\n");
  }

  @Test
  void takesNoAddressOfAnotherLogin() {
    desk.paste = () -> Optional.of("http://127.0.0.1:8898/callback?code=c&state=older");

    Shell shell = desk.run("login", "--paste");

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            "error: the answer belongs to another login (its state is not the one of this login),"
                + " and was not taken: open the address that this login printed\n");
    assertThat(desk.spotify.requests()).isEmpty();
  }

  @Test
  void saysThatNothingWasPasted() {
    assertThat(desk.run("login", "--paste").err())
        .isEqualTo("error: no address was pasted: nothing is stored\n");
  }

  @Test
  void writesTheFileThatALinkLeadsTo() throws Exception {
    Path real = Files.writeString(home.resolve("real.json"), "{}");
    Path link = Files.createSymbolicLink(home.resolve("link.json"), real);
    desk.paste = () -> Optional.of(desk.redirected(desk.printed()).toString());

    assertThat(desk.run("login", "--paste", "--file", link).exitCode()).isZero();

    assertThat(link).isSymbolicLink();
    assertThat(Fields.of(real)).hasSize(4);
  }

  @Test
  void saysWhereItCanNotWrite() throws Exception {
    Path inTheWay = Files.writeString(home.resolve("file"), "");
    desk.paste = () -> Optional.of(desk.redirected(desk.printed()).toString());

    Shell shell = desk.run("login", "--paste", "--file", inTheWay.resolve("credentials.json"));

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .startsWith("error: file " + inTheWay.resolve("credentials.json") + " can't be ");
  }
}
