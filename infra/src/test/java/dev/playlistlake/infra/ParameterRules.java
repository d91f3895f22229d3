package dev.playlistlake.infra;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Every parameter has a valid default, and CloudFormation rejects invalid values. Every output is
/// described.
final class ParameterRules {
  private static final Set<String> OUTPUTS =
      Set.of(
          "SecretId",
          "LoginCommand",
          "FirstRunCommand",
          "LogCommand",
          "ExtractFunction",
          "TransformFunction",
          "RawBucket",
          "ProcessedBucket",
          "Database",
          "Workgroup",
          "HistoryWorkgroup",
          "FreshnessWorkgroup",
          "AthenaConsole",
          "ExtractFailuresQueue",
          "TransformFailuresQueue",
          "AnalystsPolicy",
          "AlarmTopic",
          "DashboardConsole");

  private ParameterRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    YamlNode parameters = template.at("Parameters");
    parameters.members().values().forEach(parameter -> parameter(parameter, violations));
    parameters
        .members()
        .forEach(
            (name, parameter) ->
                violations.require(
                    isUsed(name, template),
                    parameter.path() + " is not used by any resource or condition"));
    List<String> grouped =
        template.at("Metadata", "AWS::CloudFormation::Interface", "ParameterGroups").list().stream()
            .flatMap(group -> group.at("Parameters").texts().stream())
            .sorted()
            .toList();
    violations.requireSame(
        "the parameters in groups",
        grouped,
        parameters.members().keySet().stream().sorted().toList());
    YamlNode outputs = template.at("Outputs");
    for (String wanted : OUTPUTS) {
      violations.requirePresent(outputs.at(wanted));
    }
    outputs
        .members()
        .values()
        .forEach(
            output ->
                violations
                    .requirePresent(output.at("Description"))
                    .requirePresent(output.at("Value")));
    return violations.all();
  }

  private static void parameter(YamlNode parameter, Violations violations) {
    violations
        .requirePresent(parameter.at("Description"))
        .requirePresent(parameter.at("Default"))
        .require(parameter.at("Type"), "String", "Number");
    YamlNode pattern = parameter.at("AllowedPattern");
    YamlNode values = parameter.at("AllowedValues");
    boolean range = parameter.at("MinValue").isPresent() && parameter.at("MaxValue").isPresent();
    violations.require(
        pattern.isPresent() || values.isPresent() || range,
        parameter.path() + " accepts any value, expected a pattern, values or a range");
    String defaultValue = parameter.at("Default").text();
    boolean valid =
        (!pattern.isPresent() || defaultValue.matches(pattern.text()))
            && (!values.isPresent() || values.texts().contains(defaultValue))
            && (!range || isWithin(parameter));
    violations.require(valid, parameter.path() + " rejects its default \"" + defaultValue + "\"");
    violations.require(
        !pattern.isPresent() || parameter.at("ConstraintDescription").isPresent(),
        parameter.path() + " has a pattern, but no ConstraintDescription");
  }

  private static boolean isUsed(String parameter, Template template) {
    String marker = "value-of-" + parameter;
    Template marked = template.with(Map.of(parameter, marker));
    return Stream.of("Resources", "Conditions")
        .anyMatch(section -> String.valueOf(marked.at(section).value()).contains(marker));
  }

  private static boolean isWithin(YamlNode parameter) {
    int number = parameter.at("Default").number();
    return number >= parameter.at("MinValue").number()
        && number <= parameter.at("MaxValue").number();
  }
}
