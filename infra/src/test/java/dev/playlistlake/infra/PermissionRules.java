package dev.playlistlake.infra;

import dev.playlistlake.infra.ObservedPermissions.Permission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A function's role allows what the function asks for, and nothing else.
final class PermissionRules {
  /// Statements that no request of ours uses, with what they allow.
  private static final Map<String, Set<String>> PLATFORM =
      Map.of(
          // Lambda itself keeps an event that failed three times, in the function's name.
          "KeepFailures", Set.of("sqs:SendMessage"),
          // Lambda itself writes down what the function prints.
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
          function + " needs " + needed + ", and " + role + " doesn't allow it");
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
              role + "." + sid + " doesn't allow just " + actions + " on " + resource);
        });
    Set<String> sids =
        PolicyRules.statements(role, template).stream()
            .map(PolicyRules.Statement::sid)
            .collect(Collectors.toSet());
    violations.require(
        sids.containsAll(PLATFORM.keySet()), role + " lacks one of " + PLATFORM.keySet());
  }

  private static boolean allows(YamlNode statement, Permission needed) {
    List<String> prefixes = prefixes(statement);
    return statement.at("Action").texts().contains(needed.action())
        && anyFits(statement.at("Resource").texts(), needed.resource())
        && (prefixes.isEmpty() || anyFits(prefixes, needed.prefix()));
  }

  /// Every action on every resource, and every prefix, was asked for.
  private static void used(YamlNode statement, List<Permission> observed, Violations violations) {
    String sid = statement.at("Sid").text();
    List<Permission> allowed =
        observed.stream().filter(needed -> allows(statement, needed)).toList();
    for (String action : statement.at("Action").texts()) {
      for (String resource : statement.at("Resource").texts()) {
        violations.require(
            allowed.stream()
                .anyMatch(
                    needed -> needed.action().equals(action) && fits(resource, needed.resource())),
            sid + " allows " + action + " on " + resource + ", which nothing asks for");
      }
    }
    for (String prefix : prefixes(statement)) {
      violations.require(
          allowed.stream().anyMatch(needed -> fits(prefix, needed.prefix())),
          sid + " allows the prefix " + prefix + ", which nothing asks for");
    }
    Set<String> conditions = statement.at("Condition").members().keySet();
    violations.require(
        conditions.isEmpty() || !prefixes(statement).isEmpty(),
        sid + " has a condition that nobody here understands: " + conditions);
  }

  private static List<String> prefixes(YamlNode statement) {
    return statement.at("Condition", "StringLike", "s3:prefix").texts();
  }

  private static boolean anyFits(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> fits(pattern, text));
  }

  private static boolean fits(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return text.matches(regex);
  }
}
