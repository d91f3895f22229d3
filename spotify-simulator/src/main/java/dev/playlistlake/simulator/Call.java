package dev.playlistlake.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// A request with all that its answer depends on.
///
/// @param authorization the header, empty without one
record Call(Request request, String authorization, Map<String, String> parameters) {
  private static final int LONGEST_BODY = 64 * 1024;
  private static final Pattern PAIR = Pattern.compile("&");

  static Request request(HttpExchange exchange) {
    var uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        Objects.requireNonNullElse(uri.getPath(), ""),
        Objects.requireNonNullElse(uri.getRawQuery(), ""));
  }

  /// Reads the parameters of the query and, of a POST, of the form.
  static Call read(HttpExchange exchange, Request request) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
    Map<String, String> parameters = new HashMap<>();
    parse(request.query(), parameters);
    parse(new String(body, StandardCharsets.UTF_8), parameters);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return new Call(request, Objects.requireNonNullElse(authorization, ""), parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// @throws Refusal when it is no number from `least` to `most`
  int number(String name, int usual, int least, int most) {
    String text = parameter(name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, like a number out of range.
    }
    throw new Refusal(400, "Invalid " + name);
  }

  private static void parse(String form, Map<String, String> parameters) {
    PAIR.splitAsStream(form)
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              int equals = pair.indexOf('=');
              String name = equals < 0 ? pair : pair.substring(0, equals);
              parameters.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            });
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      throw new Refusal(400, "Bad request");
    }
  }
}
