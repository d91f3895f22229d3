package dev.playlistlake.local.infra;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is there already, kept from another stack, is not created: nothing that always is may refer
/// to it.
final class ReferenceRules {
  private static final Pattern REFERENCE = Pattern.compile("(?:Ref|GetAtt):([A-Za-z0-9]+)");

  private ReferenceRules() {}

  static List<String> faults(Template created) {
    Template template = created.with(Map.of("ExistingData", "yes"));
    Faults faults = new Faults();
    Map<String, Part> resources = template.at("Resources").members();
    Set<String> conditional =
        resources.entrySet().stream()
            .filter(resource -> resource.getValue().at("Condition").isThere())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Stream.concat(
            resources.values().stream().filter(resource -> !resource.at("Condition").isThere()),
            template.at("Outputs").members().values().stream())
        .forEach(part -> check(part, conditional, resources.keySet(), faults));
    return faults.all();
  }

  private static void check(
      Part part, Set<String> conditional, Set<String> resources, Faults faults) {
    Matcher reference = REFERENCE.matcher(String.valueOf(part.value()));
    while (reference.find()) {
      String name = reference.group(1);
      faults.unless(resources.contains(name), part.path() + " refers to nothing: " + name);
      faults.unless(
          !conditional.contains(name),
          part.path() + " refers to " + name + ", which is not in every stack");
    }
  }
}
