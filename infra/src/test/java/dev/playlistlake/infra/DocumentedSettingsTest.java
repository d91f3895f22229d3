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

/// Tests that the table in `docs/settings.md` lists exactly the names that the functions read.
class DocumentedSettingsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\| (both|extract|transform) \\|");

  @Test
  void listsEverySettingThatTheFunctionsRead() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("../docs/settings.md")));
    while (row.find()) {
      for (String name : row.group(1).split(", ", -1)) {
        documented.put(name.replace("`", ""), row.group(2));
      }
    }

    assertThat(documented).isEqualTo(EnvironmentRules.readers());
  }
}
