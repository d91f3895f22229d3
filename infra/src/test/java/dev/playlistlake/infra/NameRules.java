package dev.playlistlake.infra;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names are unique and short enough, also with the longest stage and the longest region.
final class NameRules {
  private static final int LONGEST = 63;
  private static final Map<String, String> LONG =
      Map.of("Stage", "abcdefghij", "AWS::Region", "us-isof-south-1");

  /// The property that contains the name of a resource, by type. CloudFormation chooses the names
  /// of other types.
  private static final Map<String, String> NAMED_BY =
      Map.ofEntries(
          Map.entry("AWS::S3::Bucket", "BucketName"),
          Map.entry("AWS::SecretsManager::Secret", "Name"),
          Map.entry("AWS::Serverless::Function", "FunctionName"),
          Map.entry("AWS::Logs::LogGroup", "LogGroupName"),
          Map.entry("AWS::SQS::Queue", "QueueName"),
          Map.entry("AWS::Events::Rule", "Name"),
          Map.entry("AWS::Glue::Crawler", "Name"),
          Map.entry("AWS::Glue::Classifier", "CsvClassifier.Name"),
          Map.entry("AWS::Scheduler::Schedule", "Name"),
          Map.entry("AWS::Athena::WorkGroup", "Name"),
          Map.entry("AWS::SNS::Topic", "TopicName"),
          Map.entry("AWS::CloudWatch::Alarm", "AlarmName"),
          Map.entry("AWS::CloudWatch::Dashboard", "DashboardName"));

  private NameRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    Template longest = template.with(LONG);
    NAMED_BY.forEach(
        (type, property) -> {
          Set<String> names = new HashSet<>();
          longest
              .resources(type)
              .values()
              .forEach(
                  resource ->
                      name(
                          type,
                          resource.at("Properties").at(property.split("\\.", -1)),
                          names,
                          violations));
        });
    // Partition and region come from the deployment.
    for (String fixed : List.of("arn:aws:", "us-east-1", "eu-central-1")) {
      violations.require(!template.text().contains(fixed), "the template contains " + fixed);
    }
    return violations.all();
  }

  private static void name(String type, YamlNode part, Set<String> others, Violations violations) {
    String name = part.text();
    violations
        .require(
            others.add(name), part.path() + " is also the name of another " + type + ": " + name)
        .require(
            name.length() <= LONGEST,
            "%s has %d characters, more than %d: %s"
                .formatted(part.path(), name.length(), LONGEST, name))
        .require(
            name.contains(LONG.getOrDefault("Stage", "")),
            part.path() + " is the same in every stage: " + name)
        .require(
            !type.equals("AWS::S3::Bucket") || name.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"),
            part.path() + " is not a valid name of a bucket: " + name);
  }
}
