package dev.playlistlake.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Metric filters: their rules, and the metrics that they compute from a log line.
final class MetricRules {
  private static final String OWN = "PlaylistLake/";

  private MetricRules() {}

  /// One transformation of one filter.
  record Filter(String name, String log, String pattern, YamlNode transformation) {
    String metric() {
      return transformation.at("MetricName").text();
    }

    /// Returns the field that contains the value of the metric; empty if the filter counts lines.
    Optional<String> valueField() {
      String value = transformation.at("MetricValue").text();
      return value.startsWith("$.") ? Optional.of(value.substring(2)) : Optional.empty();
    }
  }

  static List<Filter> filters(Template template) {
    return template.resources("AWS::Logs::MetricFilter").entrySet().stream()
        .flatMap(filter -> filters(filter.getKey(), filter.getValue().at("Properties")))
        .toList();
  }

  private static Stream<Filter> filters(String name, YamlNode filter) {
    return filter.at("MetricTransformations").list().stream()
        .map(
            to ->
                new Filter(
                    name, filter.at("LogGroupName").text(), filter.at("FilterPattern").text(), to));
  }

  /// Checks the filters without a log line.
  static List<String> violations(Template template) {
    Violations violations = new Violations();
    List<Filter> filters = filters(template);
    for (Filter filter : filters) {
      violations.require(
          filter.transformation().at("MetricNamespace").text().startsWith(OWN),
          filter.name() + " writes to a foreign namespace");
      violations.require(
          template
              .resource(filter.log().replaceFirst("^Ref:", ""))
              .at("Type")
              .is("AWS::Logs::LogGroup"),
          filter.name() + " reads a log that is not in this template: " + filter.log());
      violations.require(
          !filter.transformation().at("DefaultValue").isPresent(),
          filter.name() + " has a default value, and so counts every line");
    }
    filters.forEach(filter -> exclusive(filter, filters, violations));
    return violations.all();
  }

  /// Two filters may write the same metric only if both write a fixed value and no line matches
  /// both.
  private static void exclusive(Filter filter, List<Filter> filters, Violations violations) {
    filters.stream()
        .filter(other -> filter.name().compareTo(other.name()) < 0)
        .filter(other -> other.metric().equals(filter.metric()))
        .forEach(
            other ->
                violations.require(
                    filter.valueField().isEmpty()
                        && other.valueField().isEmpty()
                        && reports(filter, other).noneMatch(line -> both(filter, other, line)),
                    "%s and %s write %s for the same line"
                        .formatted(filter.name(), other.name(), filter.metric())));
  }

  private static boolean both(Filter one, Filter other, String line) {
    return Stream.of(one, other)
        .allMatch(filter -> FilterPattern.of(filter.pattern()).matches(line));
  }

  /// Returns lines with every combination of 0, 1 and 2 for the fields that two filters compare.
  private static Stream<String> reports(Filter one, Filter other) {
    TreeSet<String> fields = new TreeSet<>(FilterPattern.of(one.pattern()).selectors());
    fields.addAll(FilterPattern.of(other.pattern()).selectors());
    List<String> members = List.of("");
    for (String field : fields) {
      members =
          members.stream()
              .flatMap(
                  before ->
                      IntStream.rangeClosed(0, 2)
                          .mapToObj(
                              value ->
                                  before
                                      + (before.isEmpty() ? "" : ",")
                                      + "\"%s\":%d".formatted(field, value)))
              .toList();
    }
    return members.stream().map(line -> "{" + line + "}");
  }

  /// Checks that the report of a successful run has every field that a filter reads.
  ///
  /// @param log the resource of the log group
  /// @param line the line of the log that contains the report
  static List<String> violations(Template template, String log, String line) {
    Optional<JsonNode> report = FilterPattern.json(line);
    if (report.isEmpty()) {
      return List.of("the report is not JSON: " + line);
    }
    Violations violations = new Violations();
    for (Filter filter : filtersOf(log, template)) {
      TreeSet<String> fields = new TreeSet<>(FilterPattern.of(filter.pattern()).selectors());
      filter.valueField().ifPresent(fields::add);
      for (String field : fields) {
        violations.require(
            report.get().path(field).isNumber(),
            "%s needs the number %s, which is missing in the report"
                .formatted(filter.name(), field));
      }
    }
    return violations.all();
  }

  /// Returns the metrics that the filters compute from a line, each with its value.
  static List<String> of(Template template, String log, String line) {
    List<String> metrics = new ArrayList<>();
    for (Filter filter : filtersOf(log, template)) {
      if (FilterPattern.of(filter.pattern()).matches(line)) {
        String value =
            filter
                .valueField()
                .map(field -> FilterPattern.json(line).orElseThrow().path(field).asText("missing"))
                .orElse(filter.transformation().at("MetricValue").text());
        metrics.add(filter.metric() + " " + value);
      }
    }
    return metrics.stream().sorted().collect(Collectors.toList());
  }

  static List<Filter> filtersOf(String log, Template template) {
    return filters(template).stream().filter(filter -> filter.log().equals("Ref:" + log)).toList();
  }
}
