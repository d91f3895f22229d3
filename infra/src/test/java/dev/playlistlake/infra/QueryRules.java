package dev.playlistlake.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/// Queries have a limit that their user can't change, and Athena deletes their results. Schedules
/// run statements only in the history workgroup.
final class QueryRules {
  private static final String DATABASE = "playlist_lake_prod";

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
        List.of("HistoryWorkgroup", "Workgroup"));
    template
        .resources("AWS::Scheduler::Schedule")
        .values()
        .forEach(schedule -> schedule(schedule.at("Properties"), violations));
    return violations.all();
  }

  /// Checks that a schedule starts a statement for the history table, and has a dead-letter queue.
  private static void schedule(YamlNode schedule, Violations violations) {
    YamlNode target = schedule.at("Target");
    AwsCron.violation(schedule.at("ScheduleExpression").text())
        .ifPresent(error -> violations.require(false, schedule.path() + ": " + error));
    violations
        .require(
            target.at("Arn").text().endsWith(":scheduler:::aws-sdk:athena:startQueryExecution"),
            target.path() + " doesn't start a query")
        .require(target.at("RoleArn"), "GetAtt:HistoryRole.Arn")
        .require(target.at("DeadLetterConfig", "Arn"), "GetAtt:Undelivered.Arn");
    try {
      JsonNode input = new ObjectMapper().readTree(target.at("Input").text());
      violations.require(
          input.path("WorkGroup").asText().equals("Ref:HistoryWorkgroup")
              && input.path("QueryExecutionContext").path("Database").asText().equals(DATABASE)
              && input.path("QueryString").asText().contains("song_history"),
          target.path()
              + " uses another workgroup, database or table: "
              + target.at("Input").text());
    } catch (JsonProcessingException failure) {
      violations.require(false, target.at("Input").path() + " is not JSON");
    }
  }
}
