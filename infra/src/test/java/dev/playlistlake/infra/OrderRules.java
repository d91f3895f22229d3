package dev.playlistlake.infra;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every Iceberg table is created after all resources that can fail. Its creation writes a metadata
/// file into the bucket. If another resource fails later, CloudFormation cannot delete the bucket,
/// and the rollback of the first deployment fails.
final class OrderRules {
  private static final Pattern REFERENCE = Pattern.compile("(?:Ref|GetAtt):([A-Za-z0-9]+)");
  private static final List<String> TABLES =
      List.of(
          "SongHistoryTable",
          "SongDetailHistoryTable",
          "CreditHistoryTable",
          "SnapshotHistoryTable");

  private OrderRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    Map<String, YamlNode> resources = template.at("Resources").members();
    violations.requireSame(
        "the Iceberg tables",
        template.resources("AWS::Glue::Table").entrySet().stream()
            .filter(table -> table.getValue().at("Properties", "OpenTableFormatInput").isPresent())
            .map(Map.Entry::getKey)
            .toList(),
        TABLES);
    // Resources with another condition don't exist in every stack, so that no table can wait for
    // them.
    Set<String> others =
        resources.keySet().stream()
            .filter(name -> !TABLES.contains(name))
            .filter(name -> hasConditionOfTables(resources.get(name)))
            .collect(Collectors.toSet());
    for (int i = 0; i < TABLES.size(); i++) {
      Set<String> before = new HashSet<>();
      before(TABLES.get(i), resources, before);
      Set<String> missing = new HashSet<>(others);
      missing.addAll(TABLES.subList(0, i));
      missing.removeAll(before);
      violations.require(
          missing.isEmpty(),
          TABLES.get(i) + " can be created before " + missing.stream().sorted().toList());
      Set<String> later = new HashSet<>(TABLES.subList(i, TABLES.size()));
      later.retainAll(before);
      violations.require(later.isEmpty(), TABLES.get(i) + " waits for " + later);
      dependencies(resources.get(TABLES.get(i)))
          .filter(resources::containsKey)
          .filter(name -> !hasConditionOfTables(resources.get(name)))
          .forEach(
              name ->
                  violations.require(
                      false, name + " is not in every stack, but a table depends on it"));
    }
    return violations.all();
  }

  private static boolean hasConditionOfTables(@Nullable YamlNode resource) {
    return resource != null
        && (!resource.at("Condition").isPresent() || resource.at("Condition").is("CreatesData"));
  }

  /// Adds all resources that CloudFormation creates before a resource.
  private static void before(String name, Map<String, YamlNode> resources, Set<String> found) {
    YamlNode resource = resources.get(name);
    if (resource != null) {
      Stream.concat(
              dependencies(resource),
              REFERENCE
                  .matcher(String.valueOf(resource.value()))
                  .results()
                  .map(reference -> reference.group(1)))
          .filter(found::add)
          .forEach(next -> before(next, resources, found));
    }
  }

  private static Stream<String> dependencies(@Nullable YamlNode resource) {
    return resource == null ? Stream.of() : resource.at("DependsOn").texts().stream();
  }
}
