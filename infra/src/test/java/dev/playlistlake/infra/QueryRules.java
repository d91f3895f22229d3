package dev.playlistlake.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Queries have a limit that their user can't change, and Athena deletes their results. Each
/// history table has its five schedules, which run statements only in the history workgroup. The
/// check of freshness runs in a separate workgroup. No schedule starts a statement twice for one
/// time.
final class QueryRules {
  private static final String DATABASE = "playlist_lake_prod";

  private static final List<String> HISTORY_TABLES =
      List.of("song_history", "song_detail_history", "credit_history", "snapshot_history");

  /// The begins of the statements for a history table, and their schedules.
  private static final Map<String, String> HISTORY_STATEMENTS =
      Map.of(
          "MERGE INTO %s h", "cron(40 8 * * ? *)",
          "ALTER TABLE %s SET TBLPROPERTIES", "cron(10 2 ? * SUN *)",
          "DELETE FROM %s WHERE snapshot_day < current_date - INTERVAL '730' DAY",
              "cron(40 2 ? * SUN *)",
          "OPTIMIZE %s REWRITE DATA USING BIN_PACK", "cron(10 3 ? * SUN *)",
          "VACUUM %s", "cron(40 3 ? * SUN *)");

  /// An example of the text that EventBridge Scheduler puts in place of
  /// `<aws.scheduler.scheduled-time>`:
  /// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
  private static final String TIME = "2026-11-29T02:10:00Z";

  private QueryRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    template
        .resources("AWS::Athena::WorkGroup")
        .values()
        .forEach(
            workgroup -> {
              YamlNode configuration = workgroup.at("Properties", "WorkGroupConfiguration");
              violations
                  .require(configuration.at("EnforceWorkGroupConfiguration"), "true")
                  .require(configuration.at("PublishCloudWatchMetricsEnabled"), "true")
                  .require(configuration.at("BytesScannedCutoffPerQuery"), "10000000000")
                  .require(configuration.at("ManagedQueryResultsConfiguration", "Enabled"), "true")
                  .require(
                      configuration.at("EngineVersion", "SelectedEngineVersion"),
                      "Athena engine version 3");
            });
    violations.requireSame(
        "the workgroups",
        template.resources("AWS::Athena::WorkGroup").keySet().stream().sorted().toList(),
        List.of("FreshnessWorkgroup", "HistoryWorkgroup", "Workgroup"));
    Map<String, YamlNode> schedules = template.resources("AWS::Scheduler::Schedule");
    schedules.values().forEach(schedule -> schedule(schedule.at("Properties"), violations));
    violations.requireSame(
        "the scheduled statements",
        schedules.values().stream()
            .map(schedule -> statement(schedule.at("Properties")))
            .sorted()
            .toList(),
        expected());
    tokens(template, violations);
    return violations.all();
  }

  /// Returns the schedule and the begin of each statement, sorted.
  private static List<String> expected() {
    return Stream.concat(
            Stream.of("FreshnessWorkgroup cron(0 9 * * ? *) freshness"),
            HISTORY_TABLES.stream()
                .flatMap(
                    table ->
                        HISTORY_STATEMENTS.entrySet().stream()
                            .map(
                                statement ->
                                    "HistoryWorkgroup %s %s"
                                        .formatted(
                                            statement.getValue(),
                                            statement.getKey().formatted(table)))))
        .sorted()
        .toList();
  }

  /// Returns the workgroup, the schedule and the begin of a statement.
  private static String statement(YamlNode schedule) {
    JsonNode input = input(schedule);
    String sql = input.path("QueryString").asText();
    String begin =
        Stream.concat(
                Stream.of("freshness").filter(_ -> sql.contains("'stale: newest is '")),
                HISTORY_STATEMENTS.keySet().stream()
                    .flatMap(text -> HISTORY_TABLES.stream().map(text::formatted))
                    .filter(text -> (sql + "\n").matches("(?s)" + Pattern.quote(text) + "[ \n].*")))
            .findFirst()
            .orElse(sql);
    return String.join(
        " ",
        input.path("WorkGroup").asText().replace("Ref:", ""),
        schedule.at("ScheduleExpression").text(),
        begin);
  }

  /// Checks the tokens by which Athena recognizes a second request for the same time.
  private static void tokens(Template template, Violations violations) {
    Template other = template.with(Map.of("Stage", "x"));
    Set<String> tokens = new HashSet<>();
    other
        .resources("AWS::Scheduler::Schedule")
        .values()
        .forEach(
            schedule -> {
              YamlNode properties = schedule.at("Properties");
              String text = input(properties).path("ClientRequestToken").asText();
              String token = text.replace("<aws.scheduler.scheduled-time>", TIME);
              violations
                  .require(
                      token.endsWith("-" + TIME) && token.startsWith("playlist-lake-x-"),
                      properties.path()
                          + " has a ClientRequestToken without the stage or the time: "
                          + text)
                  .require(
                      token.length() >= 32 && token.length() + 9 <= 128,
                      properties.path()
                          + " has a ClientRequestToken that is not of 32 to 128"
                          + " characters in every stage: "
                          + token)
                  .require(
                      tokens.add(token),
                      properties.path() + " has the ClientRequestToken of another schedule");
            });
  }

  private static JsonNode input(YamlNode schedule) {
    try {
      return new ObjectMapper().readTree(schedule.at("Target", "Input").text());
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /// Checks that a schedule starts a statement in the database, and has a dead-letter queue.
  private static void schedule(YamlNode schedule, Violations violations) {
    YamlNode target = schedule.at("Target");
    AwsCron.violation(schedule.at("ScheduleExpression").text())
        .ifPresent(error -> violations.require(false, schedule.path() + ": " + error));
    JsonNode input = input(schedule);
    violations
        .require(
            target.at("Arn").text().endsWith(":scheduler:::aws-sdk:athena:startQueryExecution"),
            target.path() + " doesn't start a query")
        .require(target.at("RoleArn"), "GetAtt:HistoryRole.Arn")
        .require(target.at("DeadLetterConfig", "Arn"), "GetAtt:UndeliveredStatements.Arn")
        .require(!input.isMissingNode(), target.at("Input").path() + " is not JSON")
        .require(
            input.path("QueryExecutionContext").path("Database").asText().equals(DATABASE),
            target.path() + " uses another database: " + target.at("Input").text());
  }
}
