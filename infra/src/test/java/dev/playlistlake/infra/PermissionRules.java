package dev.playlistlake.infra;

import dev.playlistlake.infra.ObservedPermissions.Permission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The role of a function allows exactly the requests of the function.
final class PermissionRules {
  /// Statements that Lambda itself needs, with the actions that they allow.
  private static final Map<String, Set<String>> PLATFORM =
      Map.of(
          // Lambda sends an event that failed three times to the dead-letter queue, with this role.
          "KeepFailures", Set.of("sqs:SendMessage"),
          // Lambda writes the log of the function, with this role.
          "Log", Set.of("logs:CreateLogStream", "logs:PutLogEvents"));

  private PermissionRules() {}

  static List<String> violations(Template template, String function, List<Permission> observed) {
    Violations violations = new Violations();
    String role =
        template.properties(function).at("Role").text().replaceAll("^GetAtt:|\\.Arn$", "");
    List<YamlNode> statements =
        PolicyRules.statements(role, template).stream()
            .filter(statement -> !PLATFORM.containsKey(statement.sid()))
            .map(PolicyRules.Statement::part)
            .toList();
    platform(template, function, role, violations);
    for (Permission needed : observed) {
      violations.require(
          statements.stream().anyMatch(statement -> allows(statement, needed)),
          function + " needs " + needed + ", but " + role + " doesn't allow it");
    }
    statements.forEach(statement -> used(statement, observed, violations));
    return violations.all();
  }

  private static void platform(
      Template template, String function, String role, Violations violations) {
    YamlNode properties = template.properties(function);
    String failures =
        properties.at("EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination").text();
    String group = properties.at("LoggingConfig", "LogGroup").text().replaceFirst("^Ref:", "");
    String log =
        "arn:aws:logs:eu-central-1:%s:log-group:%s:*"
            .formatted(Template.ACCOUNT, template.properties(group).at("LogGroupName").text());
    Map<String, String> resources = Map.of("KeepFailures", failures, "Log", log);
    PLATFORM.forEach(
        (sid, actions) -> {
          String resource = resources.getOrDefault(sid, "");
          violations.require(
              PolicyRules.statements(role, template).stream()
                  .map(PolicyRules.Statement::part)
                  .filter(statement -> statement.at("Sid").is(sid))
                  .allMatch(
                      statement ->
                          Set.copyOf(statement.at("Action").texts()).equals(actions)
                              && statement.at("Resource").is(resource)),
              role + "." + sid + " doesn't allow exactly " + actions + " on " + resource);
        });
    Set<String> sids =
        PolicyRules.statements(role, template).stream()
            .map(PolicyRules.Statement::sid)
            .collect(Collectors.toSet());
    violations.require(
        sids.containsAll(PLATFORM.keySet()),
        role + " has the statements " + sids + ", expected also " + PLATFORM.keySet());
  }

  private static boolean allows(YamlNode statement, Permission needed) {
    List<String> prefixes = prefixes(statement);
    return statement.at("Action").texts().contains(needed.action())
        && matchesAny(statement.at("Resource").texts(), needed.resource())
        && (prefixes.isEmpty() || matchesAny(prefixes, needed.prefix()));
  }

  /// Checks that a request needs each action on each resource, and each prefix.
  private static void used(YamlNode statement, List<Permission> observed, Violations violations) {
    String sid = statement.at("Sid").text();
    List<Permission> allowed =
        observed.stream().filter(needed -> allows(statement, needed)).toList();
    for (String action : statement.at("Action").texts()) {
      for (String resource : statement.at("Resource").texts()) {
        violations.require(
            allowed.stream()
                .anyMatch(
                    needed ->
                        needed.action().equals(action)
                            && PolicyRules.matches(resource, needed.resource())),
            sid + " allows " + action + " on " + resource + ", which no request needs");
      }
    }
    for (String prefix : prefixes(statement)) {
      violations.require(
          allowed.stream().anyMatch(needed -> PolicyRules.matches(prefix, needed.prefix())),
          sid + " allows the prefix " + prefix + ", which no request needs");
    }
    Set<String> conditions = statement.at("Condition").members().keySet();
    violations.require(
        conditions.isEmpty() || !prefixes(statement).isEmpty(),
        sid + " has an unsupported condition: " + conditions);
  }

  private static List<String> prefixes(YamlNode statement) {
    return statement.at("Condition", "StringLike", "s3:prefix").texts();
  }

  private static boolean matchesAny(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> PolicyRules.matches(pattern, text));
  }
}
