package dev.playlistlake.infra;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A metric that an alarm or a widget reads.
///
/// @param reader the alarm or widget, for messages
record WatchedMetric(String reader, String namespace, String name, Map<String, String> dimensions) {
  /// The allowed metrics of AWS, and the dimension that each needs:
  /// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
  /// https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html
  private static final Map<String, String> REVIEWED =
      Map.of(
          "AWS/Lambda Errors", "FunctionName",
          "AWS/Lambda Duration", "FunctionName",
          "AWS/SQS ApproximateNumberOfMessagesVisible", "QueueName",
          "AWS/SQS ApproximateAgeOfOldestMessage", "QueueName",
          "AWS/Events Invocations", "RuleName",
          "AWS/Athena ProcessedBytes", "WorkGroup");

  /// The reference to a resource that each dimension needs.
  private static final Map<String, String> TYPES =
      Map.of(
          "FunctionName", "Ref AWS::Serverless::Function",
          "QueueName", "GetAtt AWS::SQS::Queue QueueName",
          "RuleName", "Ref AWS::Events::Rule",
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

  /// Checks that the metric exists. A filter of the template writes it, or it is a reviewed metric
  /// of AWS.
  void check(Template template, Violations violations) {
    if (!namespace.startsWith("AWS/")) {
      violations.require(
          dimensions.isEmpty() && emitted(template).contains(namespace + " " + name),
          reader + " reads " + namespace + " " + name + ", which no filter writes");
      return;
    }
    String dimension = REVIEWED.getOrDefault(namespace + " " + name, "");
    violations.require(
        !dimension.isEmpty(),
        reader + " reads " + namespace + " " + name + ", which is not in the reviewed list");
    violations.require(
        dimensions.keySet().equals(Set.of(dimension))
            && refersToResource(dimensions.getOrDefault(dimension, ""), dimension, template),
        reader + " reads " + name + " of no resource in this template: " + dimensions);
  }

  private static List<String> emitted(Template template) {
    return MetricRules.filters(template).stream()
        .map(filter -> filter.transformation().at("MetricNamespace").text() + " " + filter.metric())
        .toList();
  }

  private static boolean refersToResource(String value, String dimension, Template template) {
    List<String> wanted = List.of(TYPES.getOrDefault(dimension, "").split(" ", -1));
    List<String> found = List.of(value.split("[:.]", -1));
    return wanted.size() >= 2
        && found.size() == wanted.size()
        && found.getFirst().equals(wanted.getFirst())
        && template.resource(found.get(1)).at("Type").is(wanted.get(1))
        && found.subList(2, found.size()).equals(wanted.subList(2, wanted.size()));
  }
}
