package dev.playlistlake.local.infra;

import java.util.List;

/// A question to Athena has a limit that nobody who asks can lift, and its answer is not kept.
final class QueryRules {
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
    faults.unless(
        template.resources("AWS::Athena::WorkGroup").size() == 1, "want one workgroup for all");
    return faults.all();
  }
}
