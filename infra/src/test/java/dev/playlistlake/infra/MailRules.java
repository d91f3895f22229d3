package dev.playlistlake.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The way of each alarm from its cause to the mail has every link that AWS documents. The links
/// are the source of the metric, the actions of the alarm, the policy of the topic and the
/// subscription. [WatchedMetric] checks the names and dimensions of the metrics.
final class MailRules {
  /// The event that Athena sends when the state of a query changes:
  /// https://docs.aws.amazon.com/athena/latest/ug/athena-cloudwatch-events.html
  private static final Path EVENT =
      Path.of("src/test/resources/dev/playlistlake/infra/athena-query-state-change.json");

  private static final String TOPIC = "AlarmTopic";
  private static final String ADDRESS = "operator@example.org";
  private static final List<String> STATES = List.of("QUEUED", "RUNNING", "SUCCEEDED");

  private MailRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    topic(template, violations);
    subscription(template, violations);
    template
        .resources("AWS::CloudWatch::Alarm")
        .forEach((name, alarm) -> actions(name, alarm.at("Properties"), template, violations));
    AlarmRules.metrics(template).forEach(metric -> source(metric, template, violations));
    return violations.all();
  }

  /// CloudWatch can't publish to a topic that the key of AWS encrypts:
  /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  /// A policy of a topic can't have conditions for EventBridge:
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
  private static void topic(Template template, Violations violations) {
    YamlNode key = template.properties(TOPIC).at("KmsMasterKeyId");
    violations.require(
        !key.isPresent(), key.path() + " prevents CloudWatch from publishing to the topic");
    violations.requireSame(
        "the principals that may publish to " + TOPIC,
        statements(TOPIC, "sns:Publish", template)
            .map(statement -> statement.at("Principal", "Service").text())
            .toList(),
        List.of("cloudwatch.amazonaws.com"));
    template
        .resources("AWS::Events::Rule")
        .forEach(
            (name, rule) ->
                violations.require(
                    rule.at("Properties", "Targets").list().stream()
                        .noneMatch(target -> target.at("Arn").is("Ref:" + TOPIC)),
                    name
                        + " has the topic as a target, whose policy would need a statement"
                        + " without a condition"));
  }

  private static void subscription(Template template, Violations violations) {
    Template addressed = template.with(Map.of("AlarmEmail", ADDRESS));
    List<YamlNode> subscriptions =
        List.copyOf(addressed.resources("AWS::SNS::Subscription").values());
    violations.require(
        subscriptions.size() == 1,
        "the topic has " + subscriptions.size() + " subscriptions, expected 1");
    for (YamlNode subscription : subscriptions) {
      String condition = subscription.at("Condition").text();
      violations
          .require(
              addressed.holds(condition) && !template.holds(condition),
              subscription.path() + " doesn't exist exactly when AlarmEmail has a value")
          .require(subscription.at("Properties", "TopicArn"), "Ref:" + TOPIC)
          .require(subscription.at("Properties", "Protocol"), "email")
          .require(subscription.at("Properties", "Endpoint"), ADDRESS);
    }
  }

  private static void actions(
      String name, YamlNode alarm, Template template, Violations violations) {
    violations
        .requireSame(
            "the AlarmActions of " + name,
            alarm.at("AlarmActions").texts(),
            List.of("Ref:" + TOPIC))
        .require(
            !alarm.at("ActionsEnabled").is("false"),
            alarm.at("ActionsEnabled").path() + " prevents the mail");
    String arn =
        "arn:aws:cloudwatch:eu-central-1:%s:alarm:%s"
            .formatted(Template.ACCOUNT, alarm.at("AlarmName").text());
    violations.require(
        statements(TOPIC, "sns:Publish", template)
            .anyMatch(statement -> allows(statement, "cloudwatch.amazonaws.com", arn)),
        "the policy of " + TOPIC + " doesn't let " + arn + " publish");
  }

  /// Checks that something in the template writes the metric.
  private static void source(WatchedMetric metric, Template template, Violations violations) {
    switch (metric.namespace()) {
      case "AWS/Lambda" ->
          violations.require(
              template.resource(resource(metric, "FunctionName")).isPresent(),
              metric.reader() + " watches a function that is not in the template");
      case "AWS/SQS" -> queue(metric, resource(metric, "QueueName"), template, violations);
      case "AWS/Events" -> rule(metric, resource(metric, "RuleName"), template, violations);
      default -> log(metric, template, violations);
    }
  }

  /// Returns the logical ID of the resource that a dimension refers to.
  private static String resource(WatchedMetric metric, String dimension) {
    return metric
        .dimensions()
        .getOrDefault(dimension, "none")
        .replaceFirst("^(Ref|GetAtt):", "")
        .replaceFirst("\\..*", "");
  }

  /// A filter reads a log group, a function writes to it, and its role allows that.
  private static void log(WatchedMetric metric, Template template, Violations violations) {
    List<MetricRules.Filter> filters =
        MetricRules.filters(template).stream()
            .filter(filter -> filter.metric().equals(metric.name()))
            .toList();
    violations.require(
        !filters.isEmpty(), metric.reader() + " watches a metric that no filter writes");
    for (MetricRules.Filter filter : filters) {
      List<YamlNode> writers =
          template.resources("AWS::Serverless::Function").values().stream()
              .map(function -> function.at("Properties"))
              .filter(function -> function.at("LoggingConfig", "LogGroup").is(filter.log()))
              .toList();
      violations.require(
          !writers.isEmpty(), filter.name() + " reads a log that no function writes");
      String group = template.properties(id(filter.log())).at("LogGroupName").text();
      for (YamlNode writer : writers) {
        violations.require(
            PolicyRules.statements(id(writer.at("Role").text()), template).stream()
                .map(PolicyRules.Statement::part)
                .filter(part -> part.at("Action").texts().contains("logs:PutLogEvents"))
                .anyMatch(part -> part.at("Resource").text().endsWith(":" + group + ":*")),
            writer.path() + " may not write to the log " + group);
      }
    }
  }

  /// Something sends messages to the queue, and is allowed to.
  private static void queue(
      WatchedMetric metric, String queue, Template template, Violations violations) {
    Set<String> senders = new TreeSet<>();
    template
        .at("Resources")
        .members()
        .forEach(
            (name, resource) -> {
              if (sendsTo(queue, name, resource, template)) {
                senders.add(name);
              }
            });
    violations.require(
        !senders.isEmpty(), metric.reader() + " watches " + queue + ", to which nothing may send");
  }

  private static boolean sendsTo(String queue, String name, YamlNode resource, Template template) {
    YamlNode properties = resource.at("Properties");
    String arn = "GetAtt:" + queue + ".Arn";
    return switch (resource.at("Type").text()) {
      case "AWS::Serverless::Function" ->
          properties
                  .at("EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination")
                  .is(arn)
              && roleMaySend(properties.at("Role"), arn, template);
      case "AWS::Scheduler::Schedule" ->
          properties.at("Target", "DeadLetterConfig", "Arn").is(arn)
              && roleMaySend(properties.at("Target", "RoleArn"), arn, template);
      case "AWS::Events::Rule" ->
          properties.at("Targets").list().stream()
                  .anyMatch(
                      target ->
                          target.at("Arn").is(arn) || target.at("DeadLetterConfig", "Arn").is(arn))
              && ruleMaySend(name, queue, template);
      case "AWS::S3::Bucket" -> bucketSends(properties, queue, template);
      default -> false;
    };
  }

  private static boolean roleMaySend(YamlNode role, String queue, Template template) {
    return PolicyRules.statements(id(role.text()), template).stream()
        .map(PolicyRules.Statement::part)
        .anyMatch(
            part ->
                part.at("Effect").is("Allow")
                    && part.at("Action").texts().contains("sqs:SendMessage")
                    && part.at("Resource").texts().contains(queue));
  }

  private static boolean ruleMaySend(String rule, String queue, Template template) {
    return statements(queue, "sqs:SendMessage", template)
        .anyMatch(
            statement -> allows(statement, "events.amazonaws.com", "GetAtt:" + rule + ".Arn"));
  }

  private static boolean bucketSends(YamlNode bucket, String queue, Template template) {
    String arn =
        "arn:aws:sqs:eu-central-1:%s:%s"
            .formatted(Template.ACCOUNT, template.properties(queue).at("QueueName").text());
    return bucket.at("NotificationConfiguration", "QueueConfigurations").list().stream()
            .anyMatch(one -> one.at("Queue").is(arn))
        && statements(queue, "sqs:SendMessage", template)
            .anyMatch(
                statement ->
                    allows(
                        statement,
                        "s3.amazonaws.com",
                        "arn:aws:s3:::" + bucket.at("BucketName").text()));
  }

  /// EventBridge counts `Invocations` of a rule that has a target. The rule must react exactly to
  /// the failed queries of a workgroup in which a schedule runs statements.
  private static void rule(
      WatchedMetric metric, String name, Template template, Violations violations) {
    YamlNode rule = template.properties(name);
    violations
        .require(rule.at("State"), "ENABLED")
        // With another bus, the metric has a second dimension.
        .require(!rule.at("EventBusName").isPresent(), name + " is not on the default bus")
        .require(!rule.at("Targets").list().isEmpty(), name + " has no target, and so no metric");
    for (YamlNode target : rule.at("Targets").list()) {
      String queue = id(target.at("Arn").text());
      violations.require(
          template.resource(queue).at("Type").is("AWS::SQS::Queue")
              && ruleMaySend(name, queue, template),
          name + " may not send to its target " + target.at("Arn").text());
    }
    EventPattern pattern = new EventPattern(rule.at("EventPattern"));
    List<String> workgroups =
        scheduledWorkgroups(template).stream()
            .filter(workgroup -> pattern.matches(event("FAILED", workgroup)))
            .toList();
    violations.require(
        workgroups.size() == 1,
        metric.reader()
            + " watches the failed statements of "
            + workgroups
            + ", expected one workgroup of "
            + scheduledWorkgroups(template));
    for (String state : STATES) {
      violations.require(
          workgroups.stream().noneMatch(workgroup -> pattern.matches(event(state, workgroup))),
          name + " also reacts to the state " + state);
    }
    violations.require(
        !pattern.matches(event("FAILED", "primary")), name + " also reacts to other workgroups");
  }

  /// Returns the names of the workgroups in which schedules run statements.
  private static Set<String> scheduledWorkgroups(Template template) {
    Set<String> names = new TreeSet<>();
    for (YamlNode schedule : template.resources("AWS::Scheduler::Schedule").values()) {
      FilterPattern.json(schedule.at("Properties", "Target", "Input").text())
          .map(input -> input.path("WorkGroup").asText().replaceFirst("^Ref:", ""))
          .map(workgroup -> template.properties(workgroup).at("Name").text())
          .ifPresent(names::add);
    }
    return names;
  }

  private static JsonNode event(String state, String workgroup) {
    try {
      ObjectNode event = (ObjectNode) new ObjectMapper().readTree(Files.readString(EVENT));
      event.withObject("/detail").put("currentState", state).put("workgroupName", workgroup);
      return event;
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(EVENT + " is not JSON", failure);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// Returns the statements of the policies of a topic or queue that allow an action.
  private static Stream<YamlNode> statements(String owner, String action, Template template) {
    List<YamlNode> policies = new ArrayList<>();
    policies.addAll(template.resources("AWS::SNS::TopicPolicy").values());
    policies.addAll(template.resources("AWS::SQS::QueuePolicy").values());
    return policies.stream()
        .map(policy -> policy.at("Properties"))
        .filter(
            policy ->
                Stream.of("Topics", "Queues")
                    .anyMatch(list -> policy.at(list).texts().contains("Ref:" + owner)))
        .flatMap(policy -> policy.at("PolicyDocument", "Statement").list().stream())
        .filter(statement -> statement.at("Effect").is("Allow"))
        .filter(statement -> statement.at("Action").texts().contains(action))
        .filter(
            statement -> statement.at("Resource").is("Ref:" + owner, "GetAtt:" + owner + ".Arn"));
  }

  /// Returns whether a statement allows a service to act for a source. The account of the source is
  /// this account. Other conditions than those on the source are never met.
  private static boolean allows(YamlNode statement, String service, String source) {
    return statement.at("Principal", "Service").is(service)
        && statement.at("Condition").members().values().stream()
            .flatMap(operator -> operator.members().entrySet().stream())
            .allMatch(
                condition ->
                    switch (condition.getKey()) {
                      case "aws:SourceAccount" -> condition.getValue().is(Template.ACCOUNT);
                      case "aws:SourceArn" ->
                          condition.getValue().texts().stream()
                              .anyMatch(pattern -> PolicyRules.matches(pattern, source));
                      default -> false;
                    });
  }

  private static String id(String reference) {
    return reference.replaceFirst("^(Ref|GetAtt):", "").replaceFirst("\\.Arn$", "");
  }
}
