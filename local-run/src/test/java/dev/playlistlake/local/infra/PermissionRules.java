package dev.playlistlake.local.infra;

import dev.playlistlake.local.infra.Needs.Need;
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

  static List<String> faults(Template template, String function, List<Need> needs) {
    Faults faults = new Faults();
    String role =
        template.properties(function).at("Role").text().replaceAll("^GetAtt:|\\.Arn$", "");
    List<Part> statements =
        PolicyRules.statements(role, template).stream()
            .filter(statement -> !PLATFORM.containsKey(statement.sid()))
            .map(PolicyRules.Statement::part)
            .toList();
    platform(template, function, role, faults);
    for (Need need : needs) {
      faults.unless(
          statements.stream().anyMatch(statement -> allows(statement, need)),
          function + " needs " + need + ", and " + role + " doesn't allow it");
    }
    statements.forEach(statement -> used(statement, needs, faults));
    return faults.all();
  }

  private static void platform(Template template, String function, String role, Faults faults) {
    Part properties = template.properties(function);
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
          faults.unless(
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
    faults.unless(sids.containsAll(PLATFORM.keySet()), role + " lacks one of " + PLATFORM.keySet());
  }

  private static boolean allows(Part statement, Need need) {
    List<String> prefixes = prefixes(statement);
    return statement.at("Action").texts().contains(need.action())
        && anyFits(statement.at("Resource").texts(), need.resource())
        && (prefixes.isEmpty() || anyFits(prefixes, need.prefix()));
  }

  /// Every action on every resource, and every prefix, was asked for.
  private static void used(Part statement, List<Need> needs, Faults faults) {
    String sid = statement.at("Sid").text();
    List<Need> allowed = needs.stream().filter(need -> allows(statement, need)).toList();
    for (String action : statement.at("Action").texts()) {
      for (String resource : statement.at("Resource").texts()) {
        faults.unless(
            allowed.stream()
                .anyMatch(need -> need.action().equals(action) && fits(resource, need.resource())),
            sid + " allows " + action + " on " + resource + ", which nothing asks for");
      }
    }
    for (String prefix : prefixes(statement)) {
      faults.unless(
          allowed.stream().anyMatch(need -> fits(prefix, need.prefix())),
          sid + " allows the prefix " + prefix + ", which nothing asks for");
    }
    Set<String> conditions = statement.at("Condition").members().keySet();
    faults.unless(
        conditions.isEmpty() || !prefixes(statement).isEmpty(),
        sid + " has a condition that nobody here understands: " + conditions);
  }

  private static List<String> prefixes(Part statement) {
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
