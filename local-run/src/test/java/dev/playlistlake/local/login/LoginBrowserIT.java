package dev.playlistlake.local.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.Chromium;
import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.Fields;
import dev.playlistlake.local.cli.CliEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `playlist-lake login` from end to end in a real browser, against the simulated accounts host.
final class LoginBrowserIT {
  private static final Path PICTURES = Path.of("target", "login");

  @TempDir private Path home = Path.of("");
  private String browser = "";

  @BeforeEach
  void findBrowser() {
    browser = Chromium.require();
  }

  @Test
  void showsTheSuccessAndStoresTheLogin() throws Exception {
    Path dom = home.resolve("dom.html");

    CommandRun run = login(List.of("--dump-dom"), dom);

    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(dom))
        .contains("<h1>Playlist Lake is logged in</h1>")
        .contains("is valid until 2027-05-21.");
    assertThat(Fields.of(home.resolve("playlist-lake").resolve("credentials.json")))
        .containsOnlyKeys("client_id", "client_secret", "refresh_token", "authorized_at");
  }

  /// The background colour shows that the page's Content Security Policy allows its own style. The
  /// pictures are kept for inspection by eye.
  @ParameterizedTest
  @CsvSource({"light, 1, F4F6F5", "dark, 0, 0F1412"})
  void followsTheColorSchemeOfTheBrowser(String scheme, int preferred, String background)
      throws Exception {
    Path picture = Files.createDirectories(PICTURES).resolve(scheme + ".png").toAbsolutePath();
    Files.deleteIfExists(picture);

    CommandRun run =
        login(
            List.of(
                "--blink-settings=preferredColorScheme=" + preferred,
                "--hide-scrollbars",
                "--window-size=800,600",
                "--screenshot=" + picture),
            home.resolve("out"));

    assertThat(run.exitCode()).isZero();
    BufferedImage image = Objects.requireNonNull(ImageIO.read(picture.toFile()));
    assertThat("%06X".formatted(image.getRGB(5, 5) & 0xFFFFFF)).isEqualTo(background);
  }

  private CommandRun login(List<String> options, Path output) throws Exception {
    try (CliHarness harness = new CliHarness(home).withApp()) {
      List<Process> started = new ArrayList<>();
      CliEnvironment base = harness.cli();
      CliEnvironment cli =
          new CliEnvironment(
              base.variables(),
              base.terminal(),
              page -> started.add(start(options, output, page)),
              base.aws(),
              base.clock());
      CommandRun run = CommandRun.on(cli, new java.io.StringWriter(), "login", "--port", 0);
      for (Process process : started) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the browser ended").isTrue();
      }
      return run;
    }
  }

  private Process start(List<String> options, Path output, URI page) {
    List<String> command = new ArrayList<>(List.of(browser));
    command.addAll(Chromium.quiet(home.resolve("profile")));
    command.addAll(options);
    command.add(page.toString());
    try {
      return new ProcessBuilder(command)
          .redirectOutput(output.toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
