package dev.playlistlake.local.infra;

import java.util.List;
import java.util.Set;

/// Whoever deploys without a word gets something that works, and a wrong word is refused at once.
final class ParameterRules {
  private static final Set<String> OUTPUTS =
      Set.of(
          "SecretId",
          "LoginCommand",
          "FirstRunCommand",
          "ExtractFunction",
          "TransformFunction",
          "RawBucket",
          "ProcessedBucket",
          "Database",
          "Workgroup",
          "ExtractFailuresQueue",
          "TransformFailuresQueue",
          "AnalystsPolicy",
          "AlarmTopic",
          "DashboardConsole");

  private ParameterRules() {}

  static List<String> faults(Template template) {
    Faults faults = new Faults();
    Part parameters = template.at("Parameters");
    parameters.members().values().forEach(parameter -> parameter(parameter, faults));
    List<String> grouped =
        template.at("Metadata", "AWS::CloudFormation::Interface", "ParameterGroups").list().stream()
            .flatMap(group -> group.at("Parameters").texts().stream())
            .sorted()
            .toList();
    faults.unlessSame(
        "the parameters in groups",
        grouped,
        parameters.members().keySet().stream().sorted().toList());
    Part outputs = template.at("Outputs");
    for (String wanted : OUTPUTS) {
      faults.unlessThere(outputs.at(wanted));
    }
    outputs
        .members()
        .values()
        .forEach(
            output -> faults.unlessThere(output.at("Description")).unlessThere(output.at("Value")));
    return faults.all();
  }

  private static void parameter(Part parameter, Faults faults) {
    faults
        .unlessThere(parameter.at("Description"))
        .unlessThere(parameter.at("Default"))
        .unless(parameter.at("Type"), "String", "Number");
    Part pattern = parameter.at("AllowedPattern");
    Part values = parameter.at("AllowedValues");
    boolean range = parameter.at("MinValue").isThere() && parameter.at("MaxValue").isThere();
    faults.unless(
        pattern.isThere() || values.isThere() || range,
        parameter.path() + " takes anything: want a pattern, values or a range");
    String unlessSet = parameter.at("Default").text();
    boolean taken =
        (!pattern.isThere() || unlessSet.matches(pattern.text()))
            && (!values.isThere() || values.texts().contains(unlessSet))
            && (!range || isWithin(parameter));
    faults.unless(taken, parameter.path() + " refuses its own default, \"" + unlessSet + "\"");
    faults.unless(
        !pattern.isThere() || parameter.at("ConstraintDescription").isThere(),
        parameter.path() + " doesn't say in words what it takes");
  }

  private static boolean isWithin(Part parameter) {
    int number = parameter.at("Default").number();
    return number >= parameter.at("MinValue").number()
        && number <= parameter.at("MaxValue").number();
  }
}
