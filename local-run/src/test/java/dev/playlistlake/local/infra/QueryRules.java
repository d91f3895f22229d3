package dev.playlistlake.local.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/// A question to Athena has a limit that nobody who asks can lift, and its answer is not kept.
final class QueryRules {
  private static final String DATABASE = "playlist_lake_prod";

  private QueryRules() {}

  static List<String> faults(Template template) {
    Faults faults = new Faults();
    template
        .resources("AWS::Athena::WorkGroup")
        .values()
        .forEach(
            workgroup -> {
              Part configuration = workgroup.at("Properties", "WorkGroupConfiguration");
              faults
                  .unless(configuration.at("EnforceWorkGroupConfiguration"), "true")
                  .unless(configuration.at("PublishCloudWatchMetricsEnabled"), "true")
                  .unless(configuration.at("BytesScannedCutoffPerQuery"), "10000000000")
                  .unless(configuration.at("ManagedQueryResultsConfiguration", "Enabled"), "true")
                  .unless(
                      configuration.at("EngineVersion", "SelectedEngineVersion"),
                      "Athena engine version 3");
            });
    faults.unlessSame(
        "the workgroups",
        template.resources("AWS::Athena::WorkGroup").keySet().stream().sorted().toList(),
        List.of("HistoryWorkgroup", "Workgroup"));
    template
        .resources("AWS::Scheduler::Schedule")
        .values()
        .forEach(schedule -> schedule(schedule.at("Properties"), faults));
    return faults.all();
  }

  /// What keeps the history table is started by a schedule, and told of when it can't be.
  private static void schedule(Part schedule, Faults faults) {
    Part target = schedule.at("Target");
    AwsCron.fault(schedule.at("ScheduleExpression").text())
        .ifPresent(fault -> faults.unless(false, schedule.path() + ": " + fault));
    faults
        .unless(
            target.at("Arn").text().endsWith(":scheduler:::aws-sdk:athena:startQueryExecution"),
            target.path() + " starts no query")
        .unless(target.at("RoleArn"), "GetAtt:HistoryRole.Arn")
        .unless(target.at("DeadLetterConfig", "Arn"), "GetAtt:Undelivered.Arn");
    try {
      JsonNode input = new ObjectMapper().readTree(target.at("Input").text());
      faults.unless(
          input.path("WorkGroup").asText().equals("Ref:HistoryWorkgroup")
              && input.path("QueryExecutionContext").path("Database").asText().equals(DATABASE)
              && input.path("QueryString").asText().contains("song_history"),
          target.path() + " asks elsewhere: " + target.at("Input").text());
    } catch (JsonProcessingException broken) {
      faults.unless(false, target.at("Input").path() + " is no JSON");
    }
  }
}
