package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// docs/cleaning-rules.md numbers the rules without a gap, and names a test for each that exists.
final class CleaningRulesDocTest {
  private static final Path FILE = Path.of("..", "docs", "cleaning-rules.md");
  private static final Pattern RULE =
      Pattern.compile("(?m)^\\| (\\d+) \\|.*\\| (?:`(\\w+)\\.(\\w+)`|the same) \\|$");

  @Test
  void namesAnExistingTestForEachRule() throws IOException, ClassNotFoundException {
    List<Integer> numbers = new ArrayList<>();
    for (MatchResult rule : RULE.matcher(Files.readString(FILE)).results().toList()) {
      numbers.add(Integer.valueOf(rule.group(1)));
      if (rule.group(2) != null) {
        Class<?> test = Class.forName("dev.playlistlake.transform." + rule.group(2));
        assertThat(Arrays.stream(test.getDeclaredMethods()).map(Method::getName))
            .as("rule %s", rule.group(1))
            .contains(rule.group(3));
      }
    }

    assertThat(numbers)
        .hasSizeGreaterThan(20)
        .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
  }
}
