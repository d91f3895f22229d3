package dev.playlistlake.infra;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// With `OperatorRoleArn`, the bucket policies deny writes to snapshots, state and tables by others
/// than the functions, that role and AWS services. Without it, they deny nothing of that kind. They
/// never deny an action that repairs the policy, or a write of the history tables.
final class OperatorRules {
  private static final String ROLE = "arn:aws:iam::" + Template.ACCOUNT + ":role/";
  private static final String OPERATOR = ROLE + "operators/lake";
  private static final String PARAMETER = "OperatorRoleArn";

  private static final Set<String> WRITES =
      Set.of("s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion");

  /// Actions that no policy of this kind may deny.
  private static final List<String> OTHERS =
      List.of(
          "s3:GetObject",
          "s3:PutBucketPolicy",
          "s3:DeleteBucketPolicy",
          "s3:PutLifecycleConfiguration",
          "s3:ListBucket",
          "s3:DeleteBucket");

  private static final List<String> VALID =
      List.of(
          "",
          OPERATOR,
          ROLE + "lake",
          ROLE + "aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Lake_0123456789abcdef",
          "arn:aws-us-gov:iam::123456789012:role/lake",
          "arn:aws-cn:iam::123456789012:role/a/b/lake");

  private static final List<String> INVALID =
      List.of(
          "lake",
          ROLE,
          ROLE + "*",
          ROLE + "operators/*",
          ROLE + "l?ke",
          ROLE + "${aws:username}",
          "arn:aws:iam::123456789012:user/me",
          "arn:aws:iam::123456789012:root",
          "arn:aws:iam::*:role/lake",
          "arn:aws:sts::123456789012:assumed-role/lake/session",
          OPERATOR + " ",
          OPERATOR + "," + OPERATOR);

  private OperatorRules() {}

  /// The properties of a request that the conditions compare. Requests of AWS services have no ARN
  /// of a principal, and requests without credentials have neither property.
  ///
  /// @param principal the ARN of the role or user; empty if the request has none
  /// @param service the value of `aws:PrincipalIsAWSService`; empty if the request has none
  private record Caller(String principal, String service) {
    static Caller role(String name) {
      return new Caller(name.startsWith("arn:") ? name : ROLE + name, "false");
    }
  }

  private static final Map<String, Caller> ALLOWED =
      Map.of(
          "the extract function",
          new Caller("GetAtt:ExtractRole.Arn", "false"),
          "the transform function",
          new Caller("GetAtt:TransformRole.Arn", "false"),
          "the extract function of a restored stack",
          Caller.role("playlist-lake-ExtractRole-Z9"),
          "the transform function of a restored stack",
          Caller.role("playlist-lake-TransformRole-Z9"),
          "the operator",
          Caller.role(OPERATOR),
          "a service of AWS",
          new Caller("", "true"));

  private static final Map<String, Caller> DENIED =
      Map.of(
          "another role", Caller.role("admin"),
          "a role of the same name with another path", Caller.role("lake"),
          "a user", Caller.role("arn:aws:iam::" + Template.ACCOUNT + ":user/me"),
          "the owner of the account", Caller.role("arn:aws:iam::" + Template.ACCOUNT + ":root"),
          "a role of another account",
              Caller.role("arn:aws:iam::210987654321:role/playlist-lake-ExtractRole-Z9"),
          "a request without credentials", new Caller("", ""));

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    YamlNode pattern = template.at("Parameters", PARAMETER, "AllowedPattern");
    VALID.forEach(
        arn -> violations.require(arn.matches(pattern.text()), pattern.path() + " rejects " + arn));
    INVALID.forEach(
        arn ->
            violations.require(!arn.matches(pattern.text()), pattern.path() + " accepts " + arn));
    Template guarded = template.with(Map.of(PARAMETER, OPERATOR));
    guards("Raw", List.of("playlists", "state"), template, guarded, violations);
    guards(
        "Processed",
        List.of("songs", "albums", "artists", "song_artists", "rejects", "playlists"),
        template,
        guarded,
        violations);
    return violations.all();
  }

  private static void guards(
      String bucket,
      List<String> folders,
      Template template,
      Template guarded,
      Violations violations) {
    String policy = bucket + "BucketPolicy";
    Caller stranger = Caller.role("admin");
    List<String> others = new TreeSet<>(icebergFolders(template)).stream().toList();
    for (String folder : folders) {
      String object = "GetAtt:" + bucket + "Bucket.Arn/" + folder + "/x";
      for (String write : WRITES) {
        violations.require(
            !denies(policy, write, object, stranger, template),
            policy + " denies " + write + " without " + PARAMETER);
        ALLOWED.forEach(
            (name, caller) ->
                violations.require(
                    !denies(policy, write, object, caller, guarded),
                    "%s denies %s on %s to %s".formatted(policy, write, folder, name)));
        DENIED.forEach(
            (name, caller) ->
                violations.require(
                    denies(policy, write, object, caller, guarded),
                    "%s doesn't deny %s on %s to %s".formatted(policy, write, folder, name)));
      }
      for (String other : OTHERS) {
        violations.require(
            !denies(policy, other, object, stranger, guarded)
                && !denies(policy, other, "GetAtt:" + bucket + "Bucket.Arn", stranger, guarded),
            policy + " denies " + other);
      }
    }
    for (String folder : others) {
      violations.require(
          !denies(
              policy,
              "s3:PutObject",
              "GetAtt:" + bucket + "Bucket.Arn/" + folder + "/x",
              stranger,
              guarded),
          policy + " denies s3:PutObject on " + folder);
    }
  }

  private static List<String> icebergFolders(Template template) {
    return template.resources("AWS::Glue::Table").values().stream()
        .map(table -> table.at("Properties"))
        .filter(table -> table.at("OpenTableFormatInput").isPresent())
        .map(table -> table.at("TableInput", "Name").text())
        .toList();
  }

  /// Returns whether a policy denies a request over TLS.
  private static boolean denies(
      String policy, String action, String resource, Caller caller, Template template) {
    return PolicyRules.statements(policy, template).stream()
        .map(PolicyRules.Statement::part)
        .filter(statement -> statement.at("Effect").is("Deny"))
        .filter(statement -> statement.at("Principal").is("*"))
        .filter(statement -> anyMatches(statement.at("Action").texts(), action))
        .filter(statement -> anyMatches(statement.at("Resource").texts(), resource))
        .anyMatch(statement -> holds(statement.at("Condition"), caller));
  }

  /// All operators must hold:
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  private static boolean holds(YamlNode conditions, Caller caller) {
    return conditions.members().entrySet().stream()
        .allMatch(
            operator ->
                operator.getValue().members().entrySet().stream()
                    .allMatch(
                        key -> holds(operator.getKey(), key.getKey(), key.getValue(), caller)));
  }

  private static boolean holds(String operator, String key, YamlNode values, Caller caller) {
    String value =
        switch (key) {
          case "aws:PrincipalArn" -> caller.principal();
          case "aws:PrincipalIsAWSService" -> caller.service();
          case "aws:SecureTransport" -> "true";
          default -> throw new IllegalArgumentException("unsupported key of a condition: " + key);
        };
    return switch (operator) {
      case "Bool" -> values.is(value);
      case "BoolIfExists" -> value.isEmpty() || values.is(value);
      // A negated operator also holds if the request has no such key.
      case "ArnNotLike" -> value.isEmpty() || !anyMatches(values.texts(), value);
      default ->
          throw new IllegalArgumentException("unsupported operator of a condition: " + operator);
    };
  }

  private static boolean anyMatches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> PolicyRules.matches(pattern, text));
  }
}
