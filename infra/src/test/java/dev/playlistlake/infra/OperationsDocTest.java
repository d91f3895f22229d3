package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/operations.md` lists every parameter of the template with its default, and every alarm.
/// Its costs are computed with the numbers of resources in the template.
final class OperationsDocTest {
  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Template TEMPLATE = Template.read();

  @Test
  void theDocumentListsEveryParameterWithItsDefault() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (List<String> row : rows("| parameter | default |")) {
      List<String> names = list(row.get(0));
      List<String> defaults = list(row.get(1));
      for (int i = 0; i < names.size(); i++) {
        documented.put(names.get(i), defaults.get(i).replace("empty", ""));
      }
    }
    Map<String, String> parameters = new TreeMap<>();
    TEMPLATE
        .at("Parameters")
        .members()
        .forEach((name, parameter) -> parameters.put(name, parameter.at("Default").text()));

    assertThat(documented)
        .as("parameters and defaults in docs/operations.md, expected those of infra/parts")
        .isEqualTo(parameters);
  }

  /// SAM splits values at spaces and rejects an empty value, so such a value needs quotes of its
  /// own.
  @Test
  void theCommandsSetParametersAsSamReadsThem() throws IOException {
    List<String> overrides =
        Pattern.compile("--parameter-overrides ((?:'[^'\n]*'|[^'`#\n ]+|(?<=\\S) (?=\\S))+)")
            .matcher(Files.readString(PAGE))
            .results()
            .flatMap(
                command ->
                    Pattern.compile("'[^']*'|\\S+")
                        .matcher(command.group(1))
                        .results()
                        .map(MatchResult::group))
            .toList();

    assertThat(overrides)
        .contains("Playlists=owned,liked", "'OperatorRoleArn=\"\"'")
        .allSatisfy(
            override -> assertThat(override).matches("[A-Za-z]+=[^ '\"]+|'[A-Za-z]+=\"[^\"]*\"'"));
  }

  @Test
  void theDocumentListsEveryAlarm() throws IOException {
    List<String> documented =
        rows("| alarm |").stream()
            .map(List::getFirst)
            .filter(alarm -> alarm.startsWith("`"))
            .map(alarm -> "playlist-lake-prod-" + alarm.replace("`", ""))
            .toList();
    List<String> alarms =
        TEMPLATE.resources("AWS::CloudWatch::Alarm").values().stream()
            .map(alarm -> alarm.at("Properties", "AlarmName").text())
            .toList();

    assertThat(documented)
        .as("alarms in docs/operations.md, expected those of infra/parts")
        .containsExactlyInAnyOrderElementsOf(alarms);
  }

  @Test
  void theCostsCountTheAlarmsMetricsAndScheduledStatements() throws IOException {
    long metrics =
        MetricRules.filters(TEMPLATE).stream().map(MetricRules.Filter::metric).distinct().count();
    Map<Boolean, Long> schedules =
        TEMPLATE.resources("AWS::Scheduler::Schedule").values().stream()
            .map(schedule -> schedule.at("Properties", "ScheduleExpression").text())
            .collect(
                Collectors.partitioningBy(cron -> cron.contains(" SUN "), Collectors.counting()));

    assertThat(Files.readString(PAGE))
        .as("the numbers of resources under \"What it costs\"")
        .contains(
            "| %d alarms (".formatted(TEMPLATE.resources("AWS::CloudWatch::Alarm").size()),
            " metrics): %d × 0.10,".formatted(AlarmRules.metrics(TEMPLATE).size()),
            "| at most %d × 0.30 ×".formatted(metrics),
            "| %d statements a day and %d a week"
                .formatted(schedules.get(false), schedules.get(true)));
  }

  private static List<String> list(String cell) {
    return List.of(cell.replace("`", "").split(", ", -1));
  }

  /// The cells of each row of the table that begins with this line.
  private static List<List<String>> rows(String head) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.startsWith(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> List.of(line.substring(2).split(" \\| ", -1)))
        .toList();
  }
}
