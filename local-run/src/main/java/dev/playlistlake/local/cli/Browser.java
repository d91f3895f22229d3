package dev.playlistlake.local.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Opens an address with the platform's own command. Used by `login`. The command reports no
/// result, so the caller always prints the address too.
public record Browser(Map<String, String> environment) implements Consumer<URI> {
  @Override
  public void accept(URI page) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      start("open", page.toString());
    } else if (system.contains("windows")) {
      start("rundll32", "url.dll,FileProtocolHandler", page.toString());
    } else if (environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")) {
      // Without a display, xdg-open may start a text browser in this terminal.
      start("xdg-open", page.toString());
    }
  }

  /// Leaves out the environment, which may hold secrets.
  @Override
  public String toString() {
    return "Browser";
  }

  private static void start(String... command) {
    try {
      new ProcessBuilder(List.of(command))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException noSuchCommand) {
      System.getLogger(Browser.class.getName())
          .log(System.Logger.Level.DEBUG, "no browser: {0}", noSuchCommand.getMessage());
    }
  }
}
