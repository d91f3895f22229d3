package dev.playlistlake.infra;

import java.util.List;

/// The parameters for schedules accept only valid expressions, and only daily or more frequent
/// ones, because the alarm for a missed run goes on after 26 hours.
final class ScheduleRules {
  private static final List<String> VALID =
      List.of(
          "cron(0 6 * * ? *)",
          "cron(20 * * * ? *)",
          "cron(0 6,18 * * ? *)",
          "cron(0/15 8-20 * * ? *)",
          "cron(5 4 ? * * *)");

  private static final List<String> INVALID =
      List.of(
          "cron(0 6 * * *)",
          "cron(20 * * * *)",
          "0 6 * * ? *",
          "cron(0 6 * * * *)",
          "cron(0 6 1 * ? *)",
          "cron(0 6 ? * MON *)",
          "cron(0 6 ? * 2 *)",
          "cron(0 6 * 1 ? *)",
          "cron(0 6 * * ? 2027)",
          "cron(0 6 * * ?)",
          "cron(0 6 * * ? *) ",
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

  private ScheduleRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    YamlNode schedule = template.at("Parameters", "Schedule");
    YamlNode crawl = template.at("Parameters", "CrawlSchedule");
    for (YamlNode parameter : List.of(schedule, crawl)) {
      AwsCron.violation(parameter.at("Default").text())
          .ifPresent(error -> violations.require(false, parameter.path() + ": " + error));
      VALID.forEach(expression -> accepts(parameter, expression, true, violations));
      INVALID.forEach(expression -> accepts(parameter, expression, false, violations));
    }
    RATES.forEach(rate -> accepts(schedule, rate, true, violations));
    // Glue doesn't support rates.
    RATES.forEach(rate -> accepts(crawl, rate, false, violations));
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
    return VALID;
  }
}
