package dev.playlistlake.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Every policy allows only named actions on named resources.
final class PolicyRules {
  /// The statements that may allow all resources, with the reason.
  private static final Map<String, String> REVIEWED =
      Map.of("Analysts.SeeLists", "three list actions of Athena, which don't support resources");

  private static final Set<String> TYPES_WITH_POLICY =
      Set.of(
          "AWS::IAM::ManagedPolicy",
          "AWS::S3::BucketPolicy",
          "AWS::SQS::QueuePolicy",
          "AWS::SNS::TopicPolicy");

  /// The services whose documentation says that they send the account when they assume a role:
  /// https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html
  /// https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  private static final Set<String> SEND_ACCOUNT =
      Set.of("lambda.amazonaws.com", "scheduler.amazonaws.com");

  private PolicyRules() {}

  /// Returns whether a pattern of a policy, with `*` and `?`, matches the whole text.
  static boolean matches(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return text.matches(regex);
  }

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    template.at("Resources").members().keySet().stream()
        .flatMap(name -> statements(name, template).stream())
        .filter(statement -> statement.part.at("Effect").is("Allow"))
        .forEach(statement -> check(statement, violations));
    template.at("Resources").members().values().forEach(resource -> unnamed(resource, violations));
    template.resources("AWS::IAM::Role").values().forEach(role -> role(role, violations));
    return violations.all();
  }

  private static void unnamed(YamlNode resource, Violations violations) {
    for (String name : List.of("RoleName", "ManagedPolicyName")) {
      violations.require(
          !resource.at("Properties", name).isPresent(),
          resource.path() + " has a name, which requires CAPABILITY_NAMED_IAM");
    }
  }

  private static void role(YamlNode role, Violations violations) {
    YamlNode trust = role.at("Properties", "AssumeRolePolicyDocument", "Statement");
    violations.require(
        trust.list().size() == 1 && trust.list().getFirst().at("Principal", "Service").isPresent(),
        trust.path() + " trusts others than one service");
    for (YamlNode statement : trust.list()) {
      YamlNode account = statement.at("Condition", "StringEquals", "aws:SourceAccount");
      violations.require(
          account.is(Template.ACCOUNT)
              || !SEND_ACCOUNT.contains(statement.at("Principal", "Service").text()),
          account.path() + " is not this account");
    }
    YamlNode managed = role.at("Properties", "ManagedPolicyArns");
    violations.require(
        !managed.isPresent(), managed.path() + " uses policies that are not in this template");
  }

  /// A statement and the resource that it is part of.
  record Statement(String owner, YamlNode part) {
    String sid() {
      return part.at("Sid").text();
    }

    String name() {
      return owner + "." + sid();
    }
  }

  /// Returns the statements of a role or policy, without the trust policy of a role.
  static List<Statement> statements(String name, Template template) {
    YamlNode resource = template.resource(name);
    List<YamlNode> documents = new ArrayList<>();
    if (TYPES_WITH_POLICY.contains(resource.at("Type").text())) {
      documents.add(resource.at("Properties", "PolicyDocument"));
    }
    resource
        .at("Properties", "Policies")
        .list()
        .forEach(policy -> documents.add(policy.at("PolicyDocument")));
    return documents.stream()
        .flatMap(document -> document.at("Statement").list().stream())
        .map(statement -> new Statement(name, statement))
        .toList();
  }

  private static void check(Statement statement, Violations violations) {
    YamlNode part = statement.part();
    violations.require(!statement.sid().isEmpty(), part.path() + " has no Sid");
    for (String negated : List.of("NotAction", "NotResource", "NotPrincipal")) {
      violations.require(!part.at(negated).isPresent(), statement.name() + " has " + negated);
    }
    for (String action : part.at("Action").texts()) {
      violations.require(
          action.matches("[a-z0-9-]+:[A-Za-z]+"),
          statement.name() + " allows " + action + ", expected the name of an action");
    }
    violations.require(
        !part.at("Resource").texts().contains("*") || REVIEWED.containsKey(statement.name()),
        statement.name()
            + " allows its actions on every resource, and is not in the reviewed list");
    violations.requirePresent(part.at("Resource"));
    violations.require(
        !part.at("Principal").is("*") && !part.at("Principal", "AWS").is("*"),
        statement.name() + " allows every principal");
    violations.require(
        !part.at("Principal", "Service").isPresent() || part.at("Condition").isPresent(),
        statement.name() + " allows a service for every account");
  }
}
