package dev.playlistlake.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// A request with header and parameters. [AccountsHost] and [WebApiHost] respond to it. Immutable.
///
/// @param authorization the header `Authorization`; empty if it is missing
record ParsedRequest(
    SimulatedRequest request, String authorization, Map<String, String> parameters) {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final Pattern PAIR = Pattern.compile("&");

  ParsedRequest {
    parameters = Map.copyOf(parameters);
  }

  /// Reads a request with the parameters of its query and of its form.
  ///
  /// @throws ApiException 400 for an invalid percent escape
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

  /// Returns the value of a parameter; empty if it is missing.
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// Returns the value of a numeric parameter.
  ///
  /// @throws ApiException 400 if it is not a number from `min` to `max`
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
      // Handled like a number out of range.
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
