package dev.playlistlake.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// A request with everything that its response depends on. The hosts respond to it. Immutable.
///
/// @param authorization the header, empty without one
record ParsedRequest(
    SimulatedRequest request, String authorization, Map<String, String> parameters) {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final Pattern PAIR = Pattern.compile("&");

  ParsedRequest {
    parameters = Map.copyOf(parameters);
  }

  /// Reads the parameters of the query and, of a POST, of the form.
  ///
  /// @throws ApiException 400 for a broken percent escape
  static ParsedRequest read(HttpExchange exchange, SimulatedRequest request) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
    Map<String, String> parameters = new HashMap<>();
    parse(request.query(), parameters);
    parse(new String(body, StandardCharsets.UTF_8), parameters);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return new ParsedRequest(request, Objects.requireNonNullElse(authorization, ""), parameters);
  }

  String method() {
    return request.method();
  }

  String path() {
    return request.path();
  }

  /// The value of a parameter, empty when there is none.
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// The value of a parameter that is a number.
  ///
  /// @throws ApiException 400 when it is no number from `min` to `max`
  int number(String name, int defaultValue, int min, int max) {
    String text = parameter(name);
    if (text.isEmpty()) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // The same error as for a number out of range.
    }
    throw new ApiException(400, "Invalid " + name);
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
      throw new ApiException(400, "Bad request");
    }
  }
}
