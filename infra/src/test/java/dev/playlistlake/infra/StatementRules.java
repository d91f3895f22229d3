package dev.playlistlake.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The file `statements.txt` lists the permissions of all policies, with `OperatorRoleArn`. Every
/// change of a policy changes the file, so that it is reviewed.
final class StatementRules {
  static final Path FILE = Path.of("src/test/resources/dev/playlistlake/infra/statements.txt");

  private StatementRules() {}

  static List<String> violations(Template template) {
    List<String> reviewed = reviewed();
    List<String> found = lines(template);
    Violations violations = new Violations();
    found.forEach(line -> violations.require(reviewed.contains(line), FILE + " lacks " + line));
    reviewed.forEach(
        line -> violations.require(found.contains(line), "the template lacks " + line));
    return violations.all();
  }

  /// Returns a line for each statement, sorted. It contains the owner and Sid, the effect, the
  /// principal, the actions, the resources and the condition.
  static List<String> lines(Template defaults) {
    String operator = "arn:aws:iam::" + Template.ACCOUNT + ":role/operator";
    Template template = defaults.with(Map.of("OperatorRoleArn", operator));
    List<String> lines = new ArrayList<>();
    for (String owner : template.at("Resources").members().keySet()) {
      PolicyRules.statements(owner, template).stream()
          .map(StatementRules::line)
          .forEach(lines::add);
    }
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static List<String> reviewed() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String line(PolicyRules.Statement statement) {
    YamlNode part = statement.part();
    return String.join(
        " | ",
        statement.name() + " " + part.at("Effect").text(),
        text(part.at("Principal")),
        part.at("Action").texts().stream().sorted().collect(Collectors.joining(" ")),
        part.at("Resource").texts().stream().sorted().collect(Collectors.joining(" ")),
        text(part.at("Condition")));
  }

  private static String text(YamlNode part) {
    if (part.value() instanceof Map<?, ?>) {
      return new TreeMap<>(part.members())
          .entrySet().stream()
              .map(member -> member.getKey() + " " + text(member.getValue()))
              .collect(Collectors.joining(", "));
    }
    return String.join(" ", part.texts());
  }
}
