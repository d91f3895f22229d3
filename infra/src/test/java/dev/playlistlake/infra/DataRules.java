package dev.playlistlake.infra;

import java.util.List;
import java.util.TreeSet;

/// Buckets and the secret are encrypted, not public, and kept when the stack is deleted. The
/// lifecycle of each Iceberg table deletes only old versions.
final class DataRules {
  private DataRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    template
        .resources("AWS::S3::Bucket")
        .forEach(
            (name, bucket) -> {
              kept(bucket, violations);
              bucket(bucket.at("Properties"), violations);
              violations.require(
                  rejectsPlainHttp(name, template), "no policy rejects plain HTTP to " + name);
            });
    iceberg(template, violations);
    // S3 validates a notification when it is set.
    violations
        .require(template.resource("RawBucket").at("DependsOn"), "TransformPermission")
        .require(template.resource("ProcessedBucket").at("DependsOn"), "CrawlQueuePolicy");
    template
        .resources("AWS::S3::BucketPolicy")
        .values()
        .forEach(policy -> kept(policy, violations));
    template
        .resources("AWS::SecretsManager::Secret")
        .values()
        .forEach(
            secret -> {
              kept(secret, violations);
              for (String value : List.of("SecretString", "GenerateSecretString")) {
                YamlNode set = secret.at("Properties", value);
                violations.require(!set.isPresent(), set.path() + " would overwrite the login");
              }
            });
    return violations.all();
  }

  private static void kept(YamlNode resource, Violations violations) {
    violations
        .require(resource.at("Condition"), "CreatesData")
        .require(resource.at("DeletionPolicy"), "RetainExceptOnCreate")
        .require(resource.at("UpdateReplacePolicy"), "Retain");
  }

  private static void bucket(YamlNode bucket, Violations violations) {
    YamlNode encryption = bucket.at("BucketEncryption", "ServerSideEncryptionConfiguration");
    violations.require(
        encryption.list().stream()
            .anyMatch(
                rule ->
                    rule.at("ServerSideEncryptionByDefault", "SSEAlgorithm")
                        .is("AES256", "aws:kms")),
        encryption.path() + " doesn't encrypt objects");
    YamlNode block = bucket.at("PublicAccessBlockConfiguration");
    violations
        .require(block.at("BlockPublicAcls"), "true")
        .require(block.at("BlockPublicPolicy"), "true")
        .require(block.at("IgnorePublicAcls"), "true")
        .require(block.at("RestrictPublicBuckets"), "true")
        .require(bucket.at("VersioningConfiguration", "Status"), "Enabled");
    YamlNode ownership = bucket.at("OwnershipControls", "Rules");
    violations.require(
        ownership.list().stream()
            .anyMatch(rule -> rule.at("ObjectOwnership").is("BucketOwnerEnforced")),
        ownership.path() + " doesn't disable ACLs");
    lifecycle(bucket.at("LifecycleConfiguration", "Rules"), violations);
  }

  /// A rule by age without a prefix would also delete objects that are added to the bucket later.
  private static void lifecycle(YamlNode rules, Violations violations) {
    violations.require(
        rules.list().stream()
            .anyMatch(
                rule ->
                    !rule.at("Prefix").isPresent()
                        && rule.at("AbortIncompleteMultipartUpload").isPresent()),
        rules.path() + " keep incomplete uploads forever");
    for (YamlNode rule : rules.list()) {
      boolean byAge =
          rule.members().keySet().stream().anyMatch(member -> member.contains("Expiration"));
      violations.require(rule.at("Status"), "Enabled");
      violations.require(
          !byAge || rule.at("Prefix").text().endsWith("/"),
          rule.path() + " deletes by age without the prefix of a folder");
      violations.require(
          !byAge || rule.at("NoncurrentVersionExpiration").isPresent(),
          rule.path() + " keeps old versions forever");
    }
  }

  /// An Iceberg table still needs its old files, so that no rule may delete files by age. VACUUM
  /// deletes files that the table doesn't need. In a versioned bucket their versions stay until a
  /// rule deletes them.
  private static void iceberg(Template template, Violations violations) {
    YamlNode bucket = template.properties("ProcessedBucket");
    String root = "s3://" + bucket.at("BucketName").text() + "/";
    List<YamlNode> rules = bucket.at("LifecycleConfiguration", "Rules").list();
    template
        .resources("AWS::Glue::Table")
        .forEach(
            (name, table) -> {
              YamlNode properties = table.at("Properties");
              if (properties.at("OpenTableFormatInput").isPresent()) {
                String location =
                    properties.at("TableInput", "StorageDescriptor", "Location").text();
                List<YamlNode> own =
                    rules.stream()
                        .filter(rule -> rule.at("Prefix").isPresent())
                        .filter(rule -> location.equals(root + folder(rule)))
                        .toList();
                violations.require(
                    own.size() == 1, name + " has " + own.size() + " lifecycle rules, expected 1");
                own.forEach(rule -> oldVersionsOnly(rule, violations));
              }
            });
  }

  static String folder(YamlNode rule) {
    return rule.at("Prefix").text().replaceFirst("/$", "");
  }

  private static void oldVersionsOnly(YamlNode rule, Violations violations) {
    violations
        .requireSame(
            "the members of " + rule.path(),
            new TreeSet<>(rule.members().keySet()),
            List.of(
                "ExpiredObjectDeleteMarker",
                "Id",
                "NoncurrentVersionExpiration",
                "Prefix",
                "Status"))
        .require(rule.at("ExpiredObjectDeleteMarker"), "true")
        .require(rule.at("NoncurrentVersionExpiration", "NoncurrentDays"), "7");
  }

  private static boolean rejectsPlainHttp(String bucket, Template template) {
    return template.resources("AWS::S3::BucketPolicy").values().stream()
        .map(policy -> policy.at("Properties"))
        .filter(policy -> policy.at("Bucket").is("Ref:" + bucket))
        .flatMap(policy -> policy.at("PolicyDocument", "Statement").list().stream())
        .anyMatch(
            statement ->
                statement.at("Effect").is("Deny")
                    && statement.at("Principal").is("*")
                    && statement.at("Action").is("s3:*")
                    && statement
                        .at("Resource")
                        .texts()
                        .containsAll(
                            List.of("GetAtt:" + bucket + ".Arn", "GetAtt:" + bucket + ".Arn/*"))
                    && statement.at("Condition", "Bool", "aws:SecureTransport").is("false"));
  }
}
