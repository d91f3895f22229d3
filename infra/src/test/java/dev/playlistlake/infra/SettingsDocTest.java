package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/settings.md` lists every setting that the functions read, and no other. Each setting has a
/// test.
final class SettingsDocTest {
  private static final Path PAGE = Path.of("../docs/settings.md");

  /// A row of the functions' settings. The settings of the command have no column for a function.
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\| (both|extract|transform) \\|");

  private static final Map<String, Path> TESTS =
      Map.of(
          "extract",
          Path.of(
              "../extract-lambda/src/test/java/dev/playlistlake/extract/ExtractSettingsTest.java"),
          "transform",
          Path.of(
              "../transform-lambda/src/test/java/dev/playlistlake/transform/TransformHandlerTest.java"));

  @Test
  void theDocumentListsEverySettingWithTheFunctionThatReadsIt() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      for (String name : row.group(1).split(", ", -1)) {
        documented.put(name.replace("`", ""), row.group(2));
      }
    }

    assertThat(documented)
        .as("settings in the first table of docs/settings.md, expected those that the code reads")
        .isEqualTo(EnvironmentRules.readers());
  }

  @Test
  void everySettingIsInTheTestOfTheFunctionThatReadsIt() throws IOException {
    for (Map.Entry<String, Path> test : TESTS.entrySet()) {
      String text = Files.readString(test.getValue());
      assertThat(EnvironmentRules.readers().entrySet())
          .filteredOn(reader -> List.of("both", test.getKey()).contains(reader.getValue()))
          .extracting(Map.Entry::getKey)
          .filteredOn(name -> !Pattern.compile("\\b" + name + "\\b").matcher(text).find())
          .as("settings without a test in %s", test.getValue())
          .isEmpty();
    }
  }
}
