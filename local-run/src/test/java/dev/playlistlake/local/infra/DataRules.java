package dev.playlistlake.local.infra;

import java.util.List;

/// Buckets and the secret: encrypted, closed, and kept when the stack goes.
final class DataRules {
  private DataRules() {}

  static List<String> faults(Template template) {
    Faults faults = new Faults();
    template
        .resources("AWS::S3::Bucket")
        .forEach(
            (name, bucket) -> {
              kept(bucket, faults);
              bucket(bucket.at("Properties"), faults);
              faults.unless(
                  refusesPlainHttp(name, template), "no policy refuses plain HTTP to " + name);
            });
    // S3 tries out a notification when it is set.
    faults
        .unless(template.resource("RawBucket").at("DependsOn"), "TransformPermission")
        .unless(template.resource("ProcessedBucket").at("DependsOn"), "CrawlQueuePolicy");
    template.resources("AWS::S3::BucketPolicy").values().forEach(policy -> kept(policy, faults));
    template
        .resources("AWS::SecretsManager::Secret")
        .values()
        .forEach(
            secret -> {
              kept(secret, faults);
              for (String value : List.of("SecretString", "GenerateSecretString")) {
                Part set = secret.at("Properties", value);
                faults.unless(!set.isThere(), set.path() + " would overwrite the login");
              }
            });
    return faults.all();
  }

  private static void kept(Part resource, Faults faults) {
    faults
        .unless(resource.at("Condition"), "CreatesData")
        .unless(resource.at("DeletionPolicy"), "RetainExceptOnCreate")
        .unless(resource.at("UpdateReplacePolicy"), "Retain");
  }

  private static void bucket(Part bucket, Faults faults) {
    Part encryption = bucket.at("BucketEncryption", "ServerSideEncryptionConfiguration");
    faults.unless(
        encryption.list().stream()
            .anyMatch(
                rule ->
                    rule.at("ServerSideEncryptionByDefault", "SSEAlgorithm")
                        .is("AES256", "aws:kms")),
        encryption.path() + " encrypts nothing");
    Part block = bucket.at("PublicAccessBlockConfiguration");
    faults
        .unless(block.at("BlockPublicAcls"), "true")
        .unless(block.at("BlockPublicPolicy"), "true")
        .unless(block.at("IgnorePublicAcls"), "true")
        .unless(block.at("RestrictPublicBuckets"), "true")
        .unless(bucket.at("VersioningConfiguration", "Status"), "Enabled");
    Part ownership = bucket.at("OwnershipControls", "Rules");
    faults.unless(
        ownership.list().stream()
            .anyMatch(rule -> rule.at("ObjectOwnership").is("BucketOwnerEnforced")),
        ownership.path() + " lets ACLs count");
    lifecycle(bucket.at("LifecycleConfiguration", "Rules"), faults);
  }

  /// A rule by age without a prefix would reach whatever else is put into the bucket later.
  private static void lifecycle(Part rules, Faults faults) {
    faults.unless(
        rules.list().stream()
            .anyMatch(
                rule ->
                    !rule.at("Prefix").isThere()
                        && rule.at("AbortIncompleteMultipartUpload").isThere()),
        rules.path() + " keep unfinished uploads for ever");
    for (Part rule : rules.list()) {
      boolean byAge =
          rule.members().keySet().stream().anyMatch(member -> member.contains("Expiration"));
      faults.unless(rule.at("Status"), "Enabled");
      faults.unless(
          !byAge || rule.at("Prefix").text().endsWith("/"),
          rule.path() + " deletes by age without the prefix of a folder");
      faults.unless(
          !byAge || rule.at("NoncurrentVersionExpiration").isThere(),
          rule.path() + " keeps old versions for ever");
    }
  }

  private static boolean refusesPlainHttp(String bucket, Template template) {
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
