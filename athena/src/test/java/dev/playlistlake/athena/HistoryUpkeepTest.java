package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The template has the numbers from which [HistoryErasure#erasedOn] computes the date.
final class HistoryUpkeepTest {
  private static final Pattern LIFECYCLE =
      Pattern.compile(
          "(?m)^ +Prefix: (?<prefix>\\w+)/\n(?: ++(?!- Id|NoncurrentVersion).*\n)*"
              + " +NoncurrentVersionExpiration: \\{NoncurrentDays: (?<days>\\d+)}");

  @Test
  void theBucketKeepsDeletedFilesForTheDaysOfTheDate() throws IOException {
    Map<String, String> days =
        LIFECYCLE
            .matcher(part("data.yaml"))
            .results()
            .filter(rule -> HistoryErasure.TABLES.contains(rule.group("prefix")))
            .collect(
                Collectors.toMap(
                    rule -> rule.group("prefix"), rule -> rule.group("days"), (a, _) -> a));

    assertThat(new TreeMap<>(days))
        .containsOnlyKeys(HistoryErasure.TABLES)
        .allSatisfy(
            (_, number) -> assertThat(number).isEqualTo(HistoryUpkeep.NONCURRENT_DAYS + ""));
  }

  @Test
  void theSchedulesStartTheStatementsInOrderOnTheDayOfTheDate() throws IOException {
    assertThat(
            Pattern.compile("cron\\((\\d+ \\d+) \\? \\* SUN \\*\\)")
                .matcher(part("schedules.yaml"))
                .results()
                .map((MatchResult cron) -> cron.group(1)))
        .hasSize(4 * HistoryErasure.TABLES.size())
        .startsWith("10 2", "40 2", "10 3", "40 3");
    assertThat(part("schedules.yaml"))
        .contains("'vacuum_max_snapshot_age_seconds' = '86400'")
        .containsPattern("cron\\(40 3 \\? \\* SUN \\*\\)\n(?:.*\n)*?.*\"VACUUM song_history\"");
  }

  private static String part(String name) throws IOException {
    return Files.readString(TemplateParts.FOLDER.resolve(name));
  }
}
