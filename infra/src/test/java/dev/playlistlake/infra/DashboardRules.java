package dev.playlistlake.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The dashboard shows existing metrics and all alarms. An alarm or a widget reads the metric of
/// each filter.
final class DashboardRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DashboardRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    Set<WatchedMetric> read = new LinkedHashSet<>(AlarmRules.metrics(template));
    try {
      JsonNode widgets =
          JSON.readTree(template.properties("Dashboard").at("DashboardBody").text())
              .path("widgets");
      violations.requireSame("the dashboard's alarms", alarms(widgets), alarms(template));
      Set<WatchedMetric> shown =
          each(widgets).flatMap(DashboardRules::metrics).collect(Collectors.toSet());
      violations.require(!shown.isEmpty(), "the dashboard shows no metric");
      shown.forEach(metric -> metric.check(template, violations));
      read.addAll(shown);
    } catch (JsonProcessingException failure) {
      violations.require(
          false, "the body of the dashboard is not JSON: " + failure.getOriginalMessage());
    }
    for (MetricRules.Filter filter : MetricRules.filters(template)) {
      violations.require(
          read.stream().anyMatch(metric -> metric.name().equals(filter.metric())),
          filter.name() + " writes a metric that no alarm and no widget reads");
    }
    return violations.all();
  }

  private static List<String> alarms(JsonNode widgets) {
    return each(widgets)
        .flatMap(widget -> each(widget.at("/properties/alarms")))
        .map(alarm -> alarm.asText(""))
        .sorted()
        .toList();
  }

  private static List<String> alarms(Template template) {
    return template.resources("AWS::CloudWatch::Alarm").keySet().stream()
        .map(alarm -> "GetAtt:" + alarm + ".Arn")
        .sorted()
        .toList();
  }

  /// Returns the metrics of a widget. A metric is a list of its namespace, its name, and
  /// alternating names and values of dimensions.
  private static Stream<WatchedMetric> metrics(JsonNode widget) {
    String title = "the widget " + widget.at("/properties/title").asText("");
    return each(widget.at("/properties/metrics"))
        .map(metric -> each(metric).map(text -> text.asText("")).toList())
        .map(
            texts -> {
              TreeMap<String, String> dimensions = new TreeMap<>();
              for (int i = 2; i + 1 < texts.size(); i += 2) {
                dimensions.put(texts.get(i), texts.get(i + 1));
              }
              return new WatchedMetric(title, texts.get(0), texts.get(1), dimensions);
            });
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
