package dev.playlistlake.local.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Starts the platform's own command for opening an address. What becomes of it nobody can tell, so
/// the address is always printed too.
public record Browser(Map<String, String> environment) implements Consumer<URI> {
  @Override
  public void accept(URI page) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      start("open", page.toString());
    } else if (system.contains("windows")) {
      start("rundll32", "url.dll,FileProtocolHandler", page.toString());
    } else if (environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")) {
      // Without a display it would start a browser of text in this very terminal.
      start("xdg-open", page.toString());
    }
  }

  /// A log is no place for the environment, which may hold secrets.
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
