package dev.playlistlake.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The parameters for schedules accept only valid expressions. `Schedule` accepts only daily or
/// more frequent ones, because the alarm for a missed run goes on after 26 hours. `CrawlSchedule`
/// accepts every expression that Glue accepts.
final class ScheduleRules {
  private static final List<String> DAILY =
      List.of(
          "cron(0 6 * * ? *)",
          "cron(20 * * * ? *)",
          "cron(0 6,18 * * ? *)",
          "cron(0/15 8-20 * * ? *)",
          "cron(5 4 ? * * *)");

  private static final List<String> RARE =
      List.of(
          "cron(0 6 1 * ? *)",
          "cron(0 6 ? * MON *)",
          "cron(0 6 ? * 2 *)",
          "cron(0 6 * 1 ? *)",
          "cron(0 6 * * ? 2027)",
          "cron(20 4 ? * SUN *)",
          "cron(20 4 ? * WED,SUN *)",
          "cron(0 18 ? * MON-FRI *)",
          "cron(0 0 3W JAN,JUL ? 2027-2030)",
          "cron(0 9 ? JAN-JUN/2 2#1 2026/2)");

  private static final List<String> INVALID =
      List.of(
          "cron(0 6 * * *)",
          "cron(20 * * * *)",
          "0 6 * * ? *",
          "cron(0 6 * * * *)",
          "cron(0 6 ? * ? *)",
          "cron(0 6 * * ?)",
          "cron(0 6 * * ? *) ",
          " cron(0 6 * * ? *)",
          "cron(0  6 * * ? *)",
          "cron( 0 6 * * ? *)",
          "cron(0, 6 * * ? *)",
          "cron(* * * * ? *)",
          "CRON(0 6 * * ? *)",
          "cron(0 6 * * ? *)cron(0 6 * * ? *)",
          "rate(0 minutes)",
          "rate(1 minutes)",
          "rate(25 hours)",
          "rate(36 hours)",
          "rate(2 days)",
          "rate(7 days)",
          "at(2026-11-21T06:00:00)",
          "");

  private static final List<String> RATES =
      List.of(
          "rate(1 minute)",
          "rate(5 minutes)",
          "rate(999 minutes)",
          "rate(1 hour)",
          "rate(2 hours)",
          "rate(24 hours)",
          "rate(1 day)");

  /// Values of each field, valid and invalid ones.
  private static final List<List<String>> VALUES =
      List.of(
          List.of("0", "59", "05", "0,30", "*/5", "0/10", "1-59/10", "60", "-5", "0/0", "x", "0,"),
          List.of("0", "23", "*", "6,18", "8-20", "*/6", "0-12/4", "24", "1-2-3", "6,", "?"),
          List.of("1", "31", "*", "1,15", "1-7", "1/7", "L", "LW", "15W", "0", "32", "32W", "L,1"),
          List.of("1", "12", "*", "JAN", "JAN,JUL", "MAR-NOV", "*/3", "0", "13", "FOO", "?"),
          List.of("1", "7", "*", "SUN", "MON,THU", "MON-FRI", "L", "6L", "FRIL", "2#1", "TUE#5")
              .stream()
              .flatMap(valid -> Stream.of(valid, valid + "8"))
              .toList(),
          List.of("*", "2026", "2026,2028", "2026-2030", "2026/2", "1969", "2200", "26", "?"));

  /// Glue starts a crawler at most every five minutes:
  /// https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html
  private static final List<String> TOO_FREQUENT =
      List.of("cron(*/4 * * * ? *)", "cron(0/1 6 * * ? *)", "cron(0-10 6 * * ? *)");

  private ScheduleRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    YamlNode schedule = template.at("Parameters", "Schedule");
    YamlNode crawl = template.at("Parameters", "CrawlSchedule");
    YamlNode history = template.at("Parameters", "HistorySchedule");
    YamlNode freshness = template.at("Parameters", "FreshnessSchedule");
    for (YamlNode parameter : List.of(schedule, crawl, history, freshness)) {
      AwsCron.violation(parameter.at("Default").text())
          .ifPresent(error -> violations.require(false, parameter.path() + ": " + error));
      DAILY.forEach(expression -> accepts(parameter, expression, true, violations));
      INVALID.forEach(expression -> accepts(parameter, expression, false, violations));
    }
    RATES.forEach(rate -> accepts(schedule, rate, true, violations));
    RARE.forEach(expression -> accepts(schedule, expression, false, violations));
    // Glue doesn't support rates.
    RATES.forEach(rate -> accepts(crawl, rate, false, violations));
    TOO_FREQUENT.forEach(expression -> accepts(crawl, expression, false, violations));
    RARE.forEach(expression -> accepts(crawl, expression, true, violations));
    for (String expression : combinations()) {
      accepts(crawl, expression, AwsCron.violation(expression).isEmpty(), violations);
    }
    // One pattern is enough for both, and a time of the day is needed.
    for (YamlNode parameter : List.of(history, freshness)) {
      RATES.forEach(rate -> accepts(parameter, rate, false, violations));
    }
    YamlNode rule = template.properties("DailyRun").at("ScheduleExpression");
    YamlNode crawler = template.properties("Crawler").at("Schedule", "ScheduleExpression");
    return violations
        .require(rule, schedule.at("Default").text())
        .require(crawler, crawl.at("Default").text())
        .all();
  }

  private static void accepts(
      YamlNode parameter, String expression, boolean wanted, Violations violations) {
    violations.require(
        expression.matches(parameter.at("AllowedPattern").text()) == wanted,
        "%s %s %s".formatted(parameter.path(), wanted ? "rejects" : "accepts", expression));
  }

  /// Returns cron expressions that the patterns accept. AWS must accept them, too.
  static List<String> crons() {
    return Stream.concat(DAILY.stream(), RARE.stream()).toList();
  }

  /// Returns expressions in which one field has each of its values, for both places of the `?`.
  private static List<String> combinations() {
    List<String> expressions = new ArrayList<>();
    for (int field = 0; field < VALUES.size(); field++) {
      for (String value : VALUES.get(field)) {
        for (String base : List.of("0 6 * * ? *", "0 6 ? * * *")) {
          String[] fields = base.split(" ", -1);
          fields[field] = value;
          expressions.add("cron(" + String.join(" ", fields) + ")");
        }
      }
    }
    return expressions;
  }
}
