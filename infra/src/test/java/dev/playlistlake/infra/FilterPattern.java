package dev.playlistlake.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A metric filter's pattern, as far as JSON, numbers, `&&`, `||` and parentheses go:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
///
/// @param selectors the fields that it names
record FilterPattern(Set<String> selectors, Predicate<JsonNode> condition) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\$\\.[a-z_]+|-?[0-9.]+|&&|\\|\\||<=|>=|!=|[<>=(){}]|$)");

  /// @throws IllegalArgumentException for what is none, or holds more than is known here
  static FilterPattern of(String text) {
    return new Parser(text).pattern();
  }

  /// Whether CloudWatch counts the line. A field that is missing or no number fits no comparison.
  boolean matches(String line) {
    return json(line).filter(condition).isPresent();
  }

  /// The log line as JSON; empty for all others.
  static Optional<JsonNode> json(String line) {
    try {
      return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static final class Parser {
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final Set<String> selectors = new TreeSet<>();
    private int next;

    Parser(String text) {
      this.text = text;
      Matcher token = TOKEN.matcher(text);
      int end = 0;
      while (end < text.stripTrailing().length()) {
        if (!token.find(end) || token.start() != end) {
          throw wrong();
        }
        tokens.add(token.group(1));
        end = token.end();
      }
    }

    FilterPattern pattern() {
      take("{");
      Predicate<JsonNode> condition = either();
      take("}");
      if (next < tokens.size()) {
        throw wrong();
      }
      return new FilterPattern(selectors, condition);
    }

    private Predicate<JsonNode> either() {
      Predicate<JsonNode> left = both();
      return taken("||") ? left.or(either()) : left;
    }

    private Predicate<JsonNode> both() {
      Predicate<JsonNode> left = one();
      return taken("&&") ? left.and(both()) : left;
    }

    private Predicate<JsonNode> one() {
      if (taken("(")) {
        Predicate<JsonNode> inner = either();
        take(")");
        return inner;
      }
      String selector = token().replaceFirst("^\\$\\.", "");
      String comparison = token();
      String number = token();
      if (!selector.matches("[a-z_]+") || !number.matches("-?\\d+(\\.\\d+)?")) {
        throw wrong();
      }
      BigDecimal wanted = new BigDecimal(number);
      selectors.add(selector);
      return line ->
          line.path(selector).isNumber()
              && holds(line.path(selector).decimalValue().compareTo(wanted), comparison);
    }

    private boolean holds(int compared, String comparison) {
      return switch (comparison) {
        case "=" -> compared == 0;
        case "!=" -> compared != 0;
        case "<" -> compared < 0;
        case "<=" -> compared <= 0;
        case ">" -> compared > 0;
        case ">=" -> compared >= 0;
        default -> throw wrong();
      };
    }

    private boolean taken(String wanted) {
      boolean there = next < tokens.size() && tokens.get(next).equals(wanted);
      next += there ? 1 : 0;
      return there;
    }

    private void take(String wanted) {
      if (!taken(wanted)) {
        throw wrong();
      }
    }

    private String token() {
      if (next >= tokens.size()) {
        throw wrong();
      }
      return tokens.get(next++);
    }

    private IllegalArgumentException wrong() {
      return new IllegalArgumentException("no filter pattern that is known here: " + text);
    }
  }
}
