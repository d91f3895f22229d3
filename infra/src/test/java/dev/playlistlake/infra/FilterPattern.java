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

/// The pattern of a metric filter. Supports JSON, numbers, `&&`, `||` and parentheses:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
///
/// @param selectors the names of the fields that it compares
record FilterPattern(Set<String> selectors, Predicate<JsonNode> condition) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\$\\.[a-z_]+|-?[0-9.]+|&&|\\|\\||<=|>=|!=|[<>=(){}]|$)");

  /// Parses a pattern.
  ///
  /// @throws IllegalArgumentException if the pattern is invalid or not supported
  static FilterPattern of(String text) {
    return new Parser(text).pattern();
  }

  /// Returns whether CloudWatch counts the line. A comparison is false if its field is missing or
  /// not a number.
  boolean matches(String line) {
    return json(line).filter(condition).isPresent();
  }

  /// Returns the log line as a JSON object; empty if it is something else.
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
          throw unsupported();
        }
        tokens.add(token.group(1));
        end = token.end();
      }
    }

    FilterPattern pattern() {
      require("{");
      Predicate<JsonNode> condition = either();
      require("}");
      if (next < tokens.size()) {
        throw unsupported();
      }
      return new FilterPattern(selectors, condition);
    }

    private Predicate<JsonNode> either() {
      Predicate<JsonNode> left = both();
      return skip("||") ? left.or(either()) : left;
    }

    private Predicate<JsonNode> both() {
      Predicate<JsonNode> left = one();
      return skip("&&") ? left.and(both()) : left;
    }

    private Predicate<JsonNode> one() {
      if (skip("(")) {
        Predicate<JsonNode> inner = either();
        require(")");
        return inner;
      }
      String selector = token().replaceFirst("^\\$\\.", "");
      String comparison = token();
      String number = token();
      if (!selector.matches("[a-z_]+") || !number.matches("-?\\d+(\\.\\d+)?")) {
        throw unsupported();
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
        default -> throw unsupported();
      };
    }

    private boolean skip(String wanted) {
      boolean found = next < tokens.size() && tokens.get(next).equals(wanted);
      next += found ? 1 : 0;
      return found;
    }

    private void require(String wanted) {
      if (!skip(wanted)) {
        throw unsupported();
      }
    }

    private String token() {
      if (next >= tokens.size()) {
        throw unsupported();
      }
      return tokens.get(next++);
    }

    private IllegalArgumentException unsupported() {
      return new IllegalArgumentException("filter pattern is invalid or not supported: " + text);
    }
  }
}
