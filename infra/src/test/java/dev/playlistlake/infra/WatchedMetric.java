package dev.playlistlake.infra;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A metric that somebody reads.
///
/// @param reader an alarm or a widget, for messages
record WatchedMetric(String reader, String namespace, String name, Map<String, String> dimensions) {
  /// The metrics of AWS's own that are used here, and the dimension that each needs.
  private static final Map<String, String> REVIEWED =
      Map.of(
          "AWS/Lambda Errors", "FunctionName",
          "AWS/Lambda Duration", "FunctionName",
          "AWS/SQS ApproximateNumberOfMessagesVisible", "QueueName",
          "AWS/SQS ApproximateAgeOfOldestMessage", "QueueName",
          "AWS/Athena ProcessedBytes", "WorkGroup");

  /// How a dimension of each kind names a resource of each type.
  private static final Map<String, String> TYPES =
      Map.of(
          "FunctionName", "Ref AWS::Serverless::Function",
          "QueueName", "GetAtt AWS::SQS::Queue QueueName",
          "WorkGroup", "Ref AWS::Athena::WorkGroup");

  static WatchedMetric of(String reader, YamlNode metric) {
    Map<String, String> dimensions =
        metric.at("Dimensions").list().stream()
            .collect(
                Collectors.toMap(
                    one -> one.at("Name").text(),
                    one -> one.at("Value").text(),
                    (a, _) -> a,
                    TreeMap::new));
    return new WatchedMetric(
        reader, metric.at("Namespace").text(), metric.at("MetricName").text(), dimensions);
  }

  /// Something emits it: a filter of the template for our own, AWS for those that are reviewed.
  void check(Template template, Violations violations) {
    if (!namespace.startsWith("AWS/")) {
      violations.require(
          dimensions.isEmpty() && emitted(template).contains(namespace + " " + name),
          reader + " reads " + namespace + " " + name + ", which no filter makes");
      return;
    }
    String dimension = REVIEWED.getOrDefault(namespace + " " + name, "");
    violations.require(
        !dimension.isEmpty(), reader + " reads " + namespace + " " + name + ", nobody reviewed it");
    violations.require(
        dimensions.keySet().equals(Set.of(dimension))
            && points(dimensions.getOrDefault(dimension, ""), dimension, template),
        reader + " reads " + name + " of nothing in this template: " + dimensions);
  }

  private static List<String> emitted(Template template) {
    return MetricRules.filters(template).stream()
        .map(filter -> filter.transformation().at("MetricNamespace").text() + " " + filter.metric())
        .toList();
  }

  private static boolean points(String value, String dimension, Template template) {
    List<String> wanted = List.of(TYPES.getOrDefault(dimension, "").split(" ", -1));
    List<String> seen = List.of(value.split("[:.]", -1));
    return wanted.size() >= 2
        && seen.size() == wanted.size()
        && seen.getFirst().equals(wanted.getFirst())
        && template.resource(seen.get(1)).at("Type").is(wanted.get(1))
        && seen.subList(2, seen.size()).equals(wanted.subList(2, wanted.size()));
  }
}
