package dev.playlistlake.local.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What every policy keeps: named actions on named resources.
final class PolicyRules {
  /// Statements over all resources, with the reason.
  private static final Map<String, String> REVIEWED =
      Map.of("Analysts.SeeLists", "three lists of Athena's that know no resource");

  private static final Set<String> TYPES_WITH_POLICY =
      Set.of(
          "AWS::IAM::ManagedPolicy",
          "AWS::S3::BucketPolicy",
          "AWS::SQS::QueuePolicy",
          "AWS::SNS::TopicPolicy");

  private PolicyRules() {}

  static List<String> faults(Template template) {
    Faults faults = new Faults();
    template.at("Resources").members().keySet().stream()
        .flatMap(name -> statements(name, template).stream())
        .filter(statement -> statement.part.at("Effect").is("Allow"))
        .forEach(statement -> check(statement, faults));
    template.at("Resources").members().values().forEach(resource -> unnamed(resource, faults));
    template.resources("AWS::IAM::Role").values().forEach(role -> role(role, faults));
    return faults.all();
  }

  private static void unnamed(Part resource, Faults faults) {
    for (String name : List.of("RoleName", "ManagedPolicyName")) {
      faults.unless(
          !resource.at("Properties", name).isThere(),
          resource.path() + " has a name that wants CAPABILITY_NAMED_IAM");
    }
  }

  private static void role(Part role, Faults faults) {
    Part trust = role.at("Properties", "AssumeRolePolicyDocument", "Statement");
    faults.unless(
        trust.list().size() == 1 && trust.list().getFirst().at("Principal", "Service").isThere(),
        trust.path() + " lets others than one service in");
    Part managed = role.at("Properties", "ManagedPolicyArns");
    faults.unless(!managed.isThere(), managed.path() + " allows what nobody here wrote");
  }

  /// A statement and the resource that it is part of.
  record Statement(String owner, Part part) {
    String sid() {
      return part.at("Sid").text();
    }

    String name() {
      return owner + "." + sid();
    }
  }

  /// All that a role or policy allows and forbids; a role's trust is none of it.
  static List<Statement> statements(String name, Template template) {
    Part resource = template.resource(name);
    List<Part> documents = new ArrayList<>();
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

  private static void check(Statement statement, Faults faults) {
    Part part = statement.part();
    faults.unless(!statement.sid().isEmpty(), part.path() + " has no Sid");
    for (String negated : List.of("NotAction", "NotResource", "NotPrincipal")) {
      faults.unless(!part.at(negated).isThere(), statement.name() + " has " + negated);
    }
    for (String action : part.at("Action").texts()) {
      faults.unless(
          action.matches("[a-z0-9-]+:[A-Za-z]+"),
          statement.name() + " allows " + action + ": name each action");
    }
    faults.unless(
        !part.at("Resource").texts().contains("*") || REVIEWED.containsKey(statement.name()),
        statement.name() + " allows its actions on every resource, and nobody reviewed it");
    faults.unlessThere(part.at("Resource"));
    faults.unless(
        !part.at("Principal").is("*") && !part.at("Principal", "AWS").is("*"),
        statement.name() + " lets everybody in");
    faults.unless(
        !part.at("Principal", "Service").isThere() || part.at("Condition").isThere(),
        statement.name() + " lets that service in for everybody");
  }
}
