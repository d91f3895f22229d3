package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The README's table of settings has each name that the functions read, and no other.
class ReadmeSettingsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\| (both|extract|transform) \\|");

  @Test
  void everySettingStandsInTheReadme() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("../README.md")));
    while (row.find()) {
      for (String name : row.group(1).split(", ", -1)) {
        documented.put(name.replace("`", ""), row.group(2));
      }
    }

    assertThat(documented).isEqualTo(EnvironmentRules.readers());
  }
}
