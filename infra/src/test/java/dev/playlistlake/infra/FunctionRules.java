package dev.playlistlake.infra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions, their logs and dead-letter queues, and the services that may start them.
final class FunctionRules {
  private static final Duration LONGEST_RETENTION = Duration.ofDays(14);

  /// A crawl takes at least ten minutes, and its messages must stay invisible for as long.
  private static final int CRAWL_SECONDS = 600;

  private FunctionRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    YamlNode all = template.at("Globals", "Function");
    violations
        .require(all.at("Runtime"), "java25")
        .requireSame(
            "the architectures of Globals", all.at("Architectures").texts(), List.of("arm64"))
        .require(all.at("LoggingConfig", "LogFormat"), "Text");
    template
        .resources("AWS::Serverless::Function")
        .forEach(
            (name, function) -> function(name, function.at("Properties"), template, violations));
    template
        .resources("AWS::SQS::Queue")
        .values()
        .forEach(queue -> queue(queue.at("Properties"), violations));
    YamlNode crawl = template.properties("CrawlQueue").at("VisibilityTimeout");
    violations.require(crawl.number() >= CRAWL_SECONDS, crawl.path() + " is shorter than a crawl");
    permissions(template, violations);
    return violations.all();
  }

  private static void function(
      String name, YamlNode function, Template template, Violations violations) {
    for (String global : List.of("Runtime", "Architectures", "Events", "Policies")) {
      // SAM's own events create a permission without SourceArn. SAM's own policies are broad.
      YamlNode own = function.at(global);
      violations.require(!own.isPresent(), own.path() + " must not be set for a single function");
    }
    YamlNode own = function.at("LoggingConfig", "LogFormat");
    violations.require(!own.isPresent(), own.path() + " must not be set for a single function");
    YamlNode timeout = function.at("Timeout");
    violations.require(
        timeout.number() >= 60 && timeout.number() <= 900,
        timeout.path() + " is " + timeout.text() + " s");
    YamlNode log = target(function.at("LoggingConfig", "LogGroup"), "Ref:", template);
    violations
        .require(log.at("Type"), "AWS::Logs::LogGroup")
        .requirePresent(log.at("Properties", "RetentionInDays"));
    failures(name, function, template, violations);
  }

  /// A message of the dead-letter queue is invisible for as long as the function may need to
  /// process its event again.
  private static void failures(
      String name, YamlNode function, Template template, Violations violations) {
    YamlNode events = function.at("EventInvokeConfig");
    YamlNode failure = events.at("DestinationConfig", "OnFailure");
    YamlNode queue = target(failure.at("Destination"), "GetAtt:", template);
    YamlNode visibility = queue.at("Properties", "VisibilityTimeout");
    violations
        .require(failure.at("Type"), "SQS")
        .require(events.at("MaximumRetryAttempts"), "2")
        .requirePresent(events.at("MaximumEventAgeInSeconds"))
        .require(queue.at("Type"), "AWS::SQS::Queue")
        .require(
            visibility.number() >= function.at("Timeout").number(),
            visibility.path() + " is shorter than the timeout of " + name);
  }

  private static YamlNode target(YamlNode reference, String kind, Template template) {
    String name = reference.text().replaceFirst("^" + kind, "").replaceFirst("\\.Arn$", "");
    return template.resource(name.isEmpty() ? reference.path() : name);
  }

  private static void queue(YamlNode queue, Violations violations) {
    violations
        .require(queue.at("SqsManagedSseEnabled"), "true")
        .require(queue.at("MessageRetentionPeriod"), "" + LONGEST_RETENTION.toSeconds());
  }

  private static void permissions(Template template, Violations violations) {
    Map<String, YamlNode> permissions = template.resources("AWS::Lambda::Permission");
    permissions.values().forEach(permission -> source(permission.at("Properties"), violations));
    String raw = "arn:aws:s3:::" + template.properties("RawBucket").at("BucketName").text();
    violations.require(
        allowed(permissions, "TransformFunction", "s3.amazonaws.com").equals(Optional.of(raw)),
        "expected that only the raw bucket may start TransformFunction");
    violations.require(
        allowed(permissions, "ExtractFunction", "events.amazonaws.com")
            .equals(Optional.of("GetAtt:DailyRun.Arn")),
        "expected that only the daily rule may start ExtractFunction");
    schedule(template, violations);
    notification(template, violations);
  }

  /// The ARN of a bucket contains no account. The ARN of a rule does, and EventBridge can't call a
  /// function whose permission also has `SourceAccount`:
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
  private static void source(YamlNode permission, Violations violations) {
    YamlNode account = permission.at("SourceAccount");
    violations.requirePresent(permission.at("SourceArn"));
    if (permission.at("Principal").is("events.amazonaws.com")) {
      violations.require(
          !account.isPresent(), account.path() + " prevents EventBridge from calling the function");
    } else {
      violations.require(account, Template.ACCOUNT);
    }
  }

  private static void schedule(Template template, Violations violations) {
    YamlNode rule = template.properties("DailyRun");
    violations
        .require(rule.at("State"), "ENABLED")
        .requireSame(
            "the daily rule's targets",
            rule.at("Targets").list().stream().map(target -> target.at("Arn").text()).toList(),
            List.of("GetAtt:ExtractFunction.Arn"));
    rule.at("Targets")
        .list()
        .forEach(
            target ->
                violations.require(target.at("DeadLetterConfig", "Arn"), "GetAtt:Undelivered.Arn"));
  }

  /// Returns the source of the only permission for a function; empty if there is not exactly one
  /// permission, or if it is for another service.
  private static Optional<String> allowed(
      Map<String, YamlNode> permissions, String function, String principal) {
    List<YamlNode> found =
        permissions.values().stream()
            .map(permission -> permission.at("Properties"))
            .filter(permission -> permission.at("FunctionName").is("Ref:" + function))
            .toList();
    return found.size() == 1 && found.getFirst().at("Principal").is(principal)
        ? Optional.of(found.getFirst().at("SourceArn").text())
        : Optional.empty();
  }

  private static void notification(Template template, Violations violations) {
    YamlNode notification = template.properties("RawBucket").at("NotificationConfiguration");
    List<YamlNode> functions = notification.at("LambdaConfigurations").list();
    violations.require(
        functions.size() == 1,
        notification.path() + " notifies " + functions.size() + " functions, expected 1");
    for (YamlNode one : functions) {
      String name = template.properties("TransformFunction").at("FunctionName").text();
      violations
          .require(one.at("Event"), "s3:ObjectCreated:*")
          .require(
              one.at("Function"),
              "arn:aws:lambda:eu-central-1:" + Template.ACCOUNT + ":function:" + name);
      violations.requireSame(
          "the filters of " + one.path(),
          one.at("Filter", "S3Key", "Rules").list().stream()
              .map(rule -> rule.at("Name").text() + " " + rule.at("Value").text())
              .toList(),
          List.of("prefix playlists/", "suffix .json.gz"));
    }
  }
}
