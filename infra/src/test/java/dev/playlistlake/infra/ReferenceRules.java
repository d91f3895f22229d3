package dev.playlistlake.infra;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// With `ExistingData=yes`, the stack doesn't create its data resources. Resources that are always
/// created must not refer to them.
final class ReferenceRules {
  private static final Pattern REFERENCE = Pattern.compile("(?:Ref|GetAtt):([A-Za-z0-9]+)");

  private ReferenceRules() {}

  static List<String> violations(Template created) {
    Template template = created.with(Map.of("ExistingData", "yes"));
    Violations violations = new Violations();
    Map<String, YamlNode> resources = template.at("Resources").members();
    Set<String> conditional =
        resources.entrySet().stream()
            .filter(resource -> resource.getValue().at("Condition").isPresent())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Stream.concat(
            resources.values().stream().filter(resource -> !resource.at("Condition").isPresent()),
            template.at("Outputs").members().values().stream())
        .forEach(part -> check(part, conditional, resources.keySet(), violations));
    return violations.all();
  }

  private static void check(
      YamlNode part, Set<String> conditional, Set<String> resources, Violations violations) {
    Matcher reference = REFERENCE.matcher(String.valueOf(part.value()));
    while (reference.find()) {
      String name = reference.group(1);
      violations.require(
          resources.contains(name), part.path() + " refers to a missing resource: " + name);
      violations.require(
          !conditional.contains(name),
          part.path() + " refers to " + name + ", which is not in every stack");
    }
  }
}
