package dev.playlistlake.infra;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks cron expressions of AWS. They have six fields, the sixth is the year, and one of the two
/// days is a `?`.
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
final class AwsCron {
  private static final Pattern SHAPE = Pattern.compile("cron\\((.*)\\)");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final String DAY = "([1-7]|" + String.join("|", DAYS) + ")";

  /// @param others the values that are allowed in addition to numbers and `*`, as a regular
  ///   expression
  /// @param names the names of its numbers, from 1
  private record Field(String name, int least, int most, String others, List<String> names) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("minutes", 0, 59, "", List.of()),
          new Field("hours", 0, 23, "", List.of()),
          new Field("day of month", 1, 31, "\\?|L|LW|([1-9]|[12]\\d|3[01])W", List.of()),
          new Field("month", 1, 12, "", MONTHS),
          new Field("day of week", 1, 7, "\\?|L|" + DAY + "(L|#[1-5])", DAYS),
          new Field("year", 1970, 2199, "", List.of()));

  private AwsCron() {}

  /// Returns the reason why AWS would reject the expression; empty for a valid one.
  static Optional<String> violation(String expression) {
    Matcher shape = SHAPE.matcher(expression);
    if (!shape.matches()) {
      return Optional.of(expression + " is not cron(…)");
    }
    String[] fields = shape.group(1).split(" ", -1);
    if (fields.length != FIELDS.size()) {
      return Optional.of(expression + " has " + fields.length + " fields, expected 6");
    }
    for (int i = 0; i < fields.length; i++) {
      if (!isValid(fields[i], FIELDS.get(i))) {
        return Optional.of(
            "%s: \"%s\" is not a valid value of %s"
                .formatted(expression, fields[i], FIELDS.get(i).name));
      }
    }
    return fields[2].equals("?") == fields[4].equals("?")
        ? Optional.of(expression + ": expected ? for one of the two days")
        : Optional.empty();
  }

  private static boolean isValid(String text, Field field) {
    if (!field.others.isEmpty() && text.matches(field.others)) {
      return true;
    }
    for (String part : text.split(",", -1)) {
      String[] step = part.split("/", -1);
      boolean validStep = step.length == 1 || (step.length == 2 && number(step[1], field) > 0);
      if (!validStep || !isRange(step[0], field)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRange(String text, Field field) {
    if (text.equals("*")) {
      return true;
    }
    String[] ends = text.split("-", -1);
    for (String end : ends) {
      int number = number(end, field);
      if (number < field.least || number > field.most) {
        return false;
      }
    }
    return ends.length <= 2;
  }

  private static int number(String text, Field field) {
    int named = field.names.indexOf(text.toUpperCase(Locale.ROOT));
    return named >= 0 ? named + 1 : text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
  }
}
