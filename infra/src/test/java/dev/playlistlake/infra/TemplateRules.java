package dev.playlistlake.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The rules that need only the template and the project's classes. `TemplateTest` checks all of
/// them, and `TemplateMutationIT` shows that each can fail.
final class TemplateRules {
  private static final Map<String, Rule> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("alarms", AlarmRules::violations),
              Map.entry("dashboard", DashboardRules::violations),
              Map.entry("data", DataRules::violations),
              Map.entry("environment", EnvironmentRules::violations),
              Map.entry("functions", FunctionRules::violations),
              Map.entry("mail", MailRules::violations),
              Map.entry("metrics", MetricRules::violations),
              Map.entry("names", NameRules::violations),
              Map.entry("operator", OperatorRules::violations),
              Map.entry("order", OrderRules::violations),
              Map.entry("parameters", ParameterRules::violations),
              Map.entry("policies", PolicyRules::violations),
              Map.entry("queries", QueryRules::violations),
              Map.entry("references", ReferenceRules::violations),
              Map.entry("schedules", ScheduleRules::violations),
              Map.entry("statements", StatementRules::violations),
              Map.entry("tables", TableRules::violations)));

  private TemplateRules() {}

  /// A property that every version of the template must have.
  @FunctionalInterface
  private interface Rule {
    /// Returns one sentence for each violation; empty for a valid template.
    List<String> violations(Template template);
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static List<String> violations(String rule, Template template) {
    return Objects.requireNonNull(ALL.get(rule), rule).violations(template);
  }
}
