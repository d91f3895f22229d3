package dev.playlistlake.local.infra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions, their logs and failure queues, and who may start them.
final class FunctionRules {
  private static final Duration LONGEST_RETENTION = Duration.ofDays(14);

  /// A crawl holds what it read from the queue for the ten minutes that it takes at least.
  private static final int CRAWL_SECONDS = 600;

  private FunctionRules() {}

  static List<String> faults(Template template) {
    Faults faults = new Faults();
    Part all = template.at("Globals", "Function");
    faults
        .unless(all.at("Runtime"), "java25")
        .unlessSame("Globals' architectures", all.at("Architectures").texts(), List.of("arm64"))
        .unless(all.at("LoggingConfig", "LogFormat"), "Text");
    template
        .resources("AWS::Serverless::Function")
        .forEach((name, function) -> function(name, function.at("Properties"), template, faults));
    template
        .resources("AWS::SQS::Queue")
        .values()
        .forEach(queue -> queue(queue.at("Properties"), faults));
    Part crawl = template.properties("CrawlQueue").at("VisibilityTimeout");
    faults.unless(crawl.number() >= CRAWL_SECONDS, crawl.path() + " is shorter than a crawl");
    permissions(template, faults);
    return faults.all();
  }

  private static void function(String name, Part function, Template template, Faults faults) {
    for (String global : List.of("Runtime", "Architectures", "Events", "Policies")) {
      // SAM's own events come with a permission without SourceArn; its policies are broad.
      Part own = function.at(global);
      faults.unless(!own.isThere(), own.path() + " is a second place for it");
    }
    Part own = function.at("LoggingConfig", "LogFormat");
    faults.unless(!own.isThere(), own.path() + " is a second place for it");
    Part timeout = function.at("Timeout");
    faults.unless(
        timeout.number() >= 60 && timeout.number() <= 900,
        timeout.path() + " is " + timeout.text() + " s");
    Part log = referred(function.at("LoggingConfig", "LogGroup"), "Ref:", template);
    faults
        .unless(log.at("Type"), "AWS::Logs::LogGroup")
        .unlessThere(log.at("Properties", "RetentionInDays"));
    failures(name, function, template, faults);
  }

  /// An event that failed lies in a queue for as long as doing its work again takes.
  private static void failures(String name, Part function, Template template, Faults faults) {
    Part events = function.at("EventInvokeConfig");
    Part failure = events.at("DestinationConfig", "OnFailure");
    Part queue = referred(failure.at("Destination"), "GetAtt:", template);
    Part visibility = queue.at("Properties", "VisibilityTimeout");
    faults
        .unless(failure.at("Type"), "SQS")
        .unless(events.at("MaximumRetryAttempts"), "2")
        .unlessThere(events.at("MaximumEventAgeInSeconds"))
        .unless(queue.at("Type"), "AWS::SQS::Queue")
        .unless(
            visibility.number() >= function.at("Timeout").number(),
            visibility.path() + " is shorter than what " + name + " may take to do the work again");
  }

  private static Part referred(Part reference, String kind, Template template) {
    String name = reference.text().replaceFirst("^" + kind, "").replaceFirst("\\.Arn$", "");
    return template.resource(name.isEmpty() ? reference.path() : name);
  }

  private static void queue(Part queue, Faults faults) {
    faults
        .unless(queue.at("SqsManagedSseEnabled"), "true")
        .unless(queue.at("MessageRetentionPeriod"), "" + LONGEST_RETENTION.toSeconds());
  }

  private static void permissions(Template template, Faults faults) {
    Map<String, Part> permissions = template.resources("AWS::Lambda::Permission");
    permissions.values().forEach(permission -> source(permission.at("Properties"), faults));
    String raw = "arn:aws:s3:::" + template.properties("RawBucket").at("BucketName").text();
    faults.unless(
        allowed(permissions, "TransformFunction", "s3.amazonaws.com").equals(Optional.of(raw)),
        "the raw bucket, and nothing else, may start TransformFunction");
    faults.unless(
        allowed(permissions, "ExtractFunction", "events.amazonaws.com")
            .equals(Optional.of("GetAtt:DailyRun.Arn")),
        "the daily rule, and nothing else, may start ExtractFunction");
    schedule(template, faults);
    notification(template, faults);
  }

  /// A bucket's ARN has no account in it. A rule's has, and with `SourceAccount` besides
  /// EventBridge doesn't call:
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
  private static void source(Part permission, Faults faults) {
    Part account = permission.at("SourceAccount");
    faults.unlessThere(permission.at("SourceArn"));
    if (permission.at("Principal").is("events.amazonaws.com")) {
      faults.unless(!account.isThere(), account.path() + " keeps EventBridge from calling");
    } else {
      faults.unless(account, Template.ACCOUNT);
    }
  }

  private static void schedule(Template template, Faults faults) {
    Part rule = template.properties("DailyRun");
    faults
        .unless(rule.at("State"), "ENABLED")
        .unlessSame(
            "the daily rule's targets",
            rule.at("Targets").list().stream().map(target -> target.at("Arn").text()).toList(),
            List.of("GetAtt:ExtractFunction.Arn"));
    rule.at("Targets")
        .list()
        .forEach(
            target ->
                faults.unless(target.at("DeadLetterConfig", "Arn"), "GetAtt:Undelivered.Arn"));
  }

  /// The source of the only permission for a function; empty when there is none or another's.
  private static Optional<String> allowed(
      Map<String, Part> permissions, String function, String principal) {
    List<Part> found =
        permissions.values().stream()
            .map(permission -> permission.at("Properties"))
            .filter(permission -> permission.at("FunctionName").is("Ref:" + function))
            .toList();
    return found.size() == 1 && found.getFirst().at("Principal").is(principal)
        ? Optional.of(found.getFirst().at("SourceArn").text())
        : Optional.empty();
  }

  private static void notification(Template template, Faults faults) {
    Part told = template.properties("RawBucket").at("NotificationConfiguration");
    List<Part> functions = told.at("LambdaConfigurations").list();
    faults.unless(functions.size() == 1, told.path() + " tells " + functions.size() + " functions");
    for (Part one : functions) {
      String name = template.properties("TransformFunction").at("FunctionName").text();
      faults
          .unless(one.at("Event"), "s3:ObjectCreated:*")
          .unless(
              one.at("Function"),
              "arn:aws:lambda:eu-central-1:" + Template.ACCOUNT + ":function:" + name);
      faults.unlessSame(
          one.path() + "'s filters",
          one.at("Filter", "S3Key", "Rules").list().stream()
              .map(rule -> rule.at("Name").text() + " " + rule.at("Value").text())
              .toList(),
          List.of("prefix playlists/", "suffix .json.gz"));
    }
  }
}
