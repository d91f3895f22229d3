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

/// The permissions of all policies on one page, `statements.txt`. A change of any policy changes
/// that page, so that somebody reviews it.
final class StatementRules {
  static final Path FILE = Path.of("src/test/resources/dev/playlistlake/infra/statements.txt");

  private StatementRules() {}

  static List<String> violations(Template template) {
    List<String> reviewed = reviewed();
    List<String> seen = page(template);
    Violations violations = new Violations();
    seen.forEach(line -> violations.require(reviewed.contains(line), "nobody reviewed " + line));
    reviewed.forEach(
        line -> violations.require(seen.contains(line), "the template has no " + line));
    return violations.all();
  }

  /// A line for each statement, sorted: owner and Sid, effect, who, actions, resources, condition.
  static List<String> page(Template template) {
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
        words(part.at("Principal")),
        part.at("Action").texts().stream().sorted().collect(Collectors.joining(" ")),
        part.at("Resource").texts().stream().sorted().collect(Collectors.joining(" ")),
        words(part.at("Condition")));
  }

  private static String words(YamlNode part) {
    if (part.value() instanceof Map<?, ?>) {
      return new TreeMap<>(part.members())
          .entrySet().stream()
              .map(member -> member.getKey() + " " + words(member.getValue()))
              .collect(Collectors.joining(", "));
    }
    return String.join(" ", part.texts());
  }
}
