package dev.playlistlake.local.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Every rule that needs nothing but the template and the classes.
final class Rules {
  private static final Map<String, Rule> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("alarms", AlarmRules::faults),
              Map.entry("dashboard", DashboardRules::faults),
              Map.entry("data", DataRules::faults),
              Map.entry("environment", EnvironmentRules::faults),
              Map.entry("functions", FunctionRules::faults),
              Map.entry("metrics", MetricRules::faults),
              Map.entry("names", NameRules::faults),
              Map.entry("parameters", ParameterRules::faults),
              Map.entry("policies", PolicyRules::faults),
              Map.entry("queries", QueryRules::faults),
              Map.entry("references", ReferenceRules::faults),
              Map.entry("schedules", ScheduleRules::faults),
              Map.entry("statements", StatementRules::faults),
              Map.entry("tables", TableRules::faults)));

  private Rules() {}

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static List<String> faults(String rule, Template template) {
    return Objects.requireNonNull(ALL.get(rule), rule).faults(template);
  }
}
