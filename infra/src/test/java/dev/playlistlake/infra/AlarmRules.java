package dev.playlistlake.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Alarms: each reads a metric that exists, sends to the topic, and refers to a section of
/// `docs/operations.md`.
final class AlarmRules {
  private static final String VISIBLE = "ApproximateNumberOfMessagesVisible ";
  private static final String ANY = " >= 1 Maximum 1x300 notBreaching";

  /// The required alarms: metric, dimensions, threshold, statistic, periods and missing data.
  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry("ExtractErrorsAlarm", "Errors ExtractFunction >= 1 Sum 1x300 notBreaching"),
          Map.entry("TransformErrorsAlarm", "Errors TransformFunction >= 1 Sum 1x300 notBreaching"),
          Map.entry("ExtractFailuresAlarm", VISIBLE + "ExtractFailures" + ANY),
          Map.entry("TransformFailuresAlarm", VISIBLE + "TransformFailures" + ANY),
          Map.entry("UndeliveredAlarm", VISIBLE + "Undelivered" + ANY),
          Map.entry("UndeliveredStatementsAlarm", VISIBLE + "UndeliveredStatements" + ANY),
          Map.entry("HistoryFailedAlarm", "Invocations HistoryFailed >= 1 Sum 1x3600 notBreaching"),
          Map.entry("StaleAlarm", "Invocations FreshnessFailed >= 1 Sum 25x3600 notBreaching1"),
          Map.entry("PartitionsAlarm", "PartitionsFailed >= 1 Minimum 1x86400 notBreaching"),
          Map.entry(
              "CrawlBacklogAlarm",
              "ApproximateAgeOfOldestMessage CrawlQueue > 691200 Maximum 1x3600 notBreaching"),
          Map.entry("MissedRunAlarm", "SuccessfulRuns < 1 Sum 26x3600 breaching"),
          Map.entry("FailedPlaylistsAlarm", "PlaylistsFailed >= 1 Sum 1x3600 notBreaching"),
          Map.entry("QuotaStopAlarm", "QuotaStops >= 1 Sum 1x3600 notBreaching"),
          Map.entry("TroubledSnapshotsAlarm", "SnapshotsIncomplete >= 1 Sum 1x3600 notBreaching"),
          Map.entry("LoginEndsAlarm", "LoginDaysLeft < 30 Minimum 1x86400 ignore"),
          Map.entry(
              "RejectShareAlarm",
              "100 * FILL(rejects, 0) / items, rejects Rejects Sum 3600, items ItemsRead Sum 3600"
                  + " > 20  1x notBreaching"));

  private static final Pattern REFERENCE =
      Pattern.compile(" See docs/operations\\.md#([a-z-]+)\\.$");
  private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.*)$");

  private static final Map<String, String> COMPARISONS =
      Map.of(
          "GreaterThanOrEqualToThreshold", ">=",
          "GreaterThanThreshold", ">",
          "LessThanThreshold", "<");

  private AlarmRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    Map<String, YamlNode> alarms = template.resources("AWS::CloudWatch::Alarm");
    Set<String> anchors = anchors();
    REQUIRED.forEach(
        (name, wanted) -> {
          String found = summary(template.properties(name));
          violations.require(found.equals(wanted), name + " is " + found + ", expected " + wanted);
        });
    Set<String> unknown = new TreeSet<>(alarms.keySet());
    unknown.removeAll(REQUIRED.keySet());
    violations.require(unknown.isEmpty(), "alarms that are not in AlarmRules.REQUIRED: " + unknown);
    for (YamlNode alarm : alarms.values()) {
      for (String actions : List.of("AlarmActions", "OKActions")) {
        violations.requireSame(
            "the " + actions + " of " + alarm.path(),
            alarm.at("Properties", actions).texts(),
            List.of("Ref:AlarmTopic"));
      }
      YamlNode description = alarm.at("Properties", "AlarmDescription");
      Matcher reference = REFERENCE.matcher(description.text());
      violations.require(
          reference.find() && anchors.contains(reference.group(1)),
          description.path() + " doesn't refer to a section of docs/operations.md");
    }
    metrics(template).forEach(metric -> metric.check(template, violations));
    return violations.all();
  }

  /// Returns the anchor of each heading of `docs/operations.md`, as GitHub computes it.
  private static Set<String> anchors() {
    try {
      return HEADING
          .matcher(Files.readString(Path.of("../docs/operations.md")))
          .results()
          .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
          .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
          .collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String summary(YamlNode alarm) {
    String metrics =
        alarm.at("MetricName").isPresent()
            ? alarm.at("MetricName").text()
            : alarm.at("Metrics").list().stream()
                .map(AlarmRules::term)
                .collect(Collectors.joining(", "));
    Stream<String> dimensions =
        alarm.at("Dimensions").list().stream()
            .map(one -> one.at("Value").text().replaceAll("^(Ref|GetAtt):|\\..*", ""));
    return String.join(
        " ",
        Stream.concat(Stream.of(metrics), dimensions).collect(Collectors.joining(" ")),
        COMPARISONS.getOrDefault(alarm.at("ComparisonOperator").text(), "?"),
        alarm.at("Threshold").text(),
        alarm.at("Statistic").text(),
        alarm.at("EvaluationPeriods").text() + "x" + alarm.at("Period").text(),
        alarm.at("TreatMissingData").text() + alarm.at("DatapointsToAlarm").text());
  }

  /// Returns the expression of a metric that is compared, or a metric that the expression uses.
  private static String term(YamlNode metric) {
    YamlNode stat = metric.at("MetricStat");
    return metric.at("ReturnData").is("true")
        ? metric.at("Expression").text()
        : String.join(
            " ",
            metric.at("Id").text(),
            stat.at("Metric", "MetricName").text(),
            stat.at("Stat").text(),
            stat.at("Period").text());
  }

  /// Returns every metric that an alarm reads.
  static Set<WatchedMetric> metrics(Template template) {
    Set<WatchedMetric> metrics = new LinkedHashSet<>();
    template
        .resources("AWS::CloudWatch::Alarm")
        .forEach(
            (name, alarm) -> {
              YamlNode properties = alarm.at("Properties");
              if (properties.at("MetricName").isPresent()) {
                metrics.add(WatchedMetric.of(name, properties));
              }
              properties.at("Metrics").list().stream()
                  .map(metric -> metric.at("MetricStat", "Metric"))
                  .filter(YamlNode::isPresent)
                  .forEach(metric -> metrics.add(WatchedMetric.of(name, metric)));
            });
    return metrics;
  }
}
