package dev.playlistlake.local.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.playlistlake.local.cli.CommandException;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What Spotify sent the browser back with: a code or an error, and the state of the login that it
/// belongs to.
final class AuthorizationResponse {
  private final Map<String, String> parameters;

  private AuthorizationResponse(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /// @param query as it stands in the address, without its question mark; null when it had none
  static AuthorizationResponse ofQuery(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : Objects.requireNonNullElse(query, "").split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
      }
    }
    return new AuthorizationResponse(parameters);
  }

  /// @param address as a person copied it from the browser
  /// @throws CommandException when it is not the whole address
  static AuthorizationResponse ofAddress(String address) {
    String query = address.strip().replaceFirst("#.*$", "").replaceFirst("^[^?]*\\?", "?");
    AuthorizationResponse answer = ofQuery(query.replaceFirst("^\\?", ""));
    if (!query.startsWith("?") || answer.parameter("state").isEmpty()) {
      throw new CommandException(
          "that is not the whole address that Spotify sent the browser to: it has"
              + " \"/callback?code=\" and \"&state=\" in it. Log in again");
    }
    return answer;
  }

  /// Whether it answers the login of that state.
  boolean answers(String state) {
    return MessageDigest.isEqual(parameter("state").getBytes(UTF_8), state.getBytes(UTF_8));
  }

  /// The code to redeem.
  ///
  /// @throws CommandException when the person, or Spotify, said no
  String code() {
    String error = parameter("error");
    if (error.equals("access_denied")) {
      throw new CommandException(
          "access was denied on Spotify's page (access_denied): nothing is stored. Log in again"
              + " and agree there; in Development Mode the account has to be on the app's list of"
              + " users");
    }
    if (!error.isEmpty()) {
      throw new CommandException(
          "Spotify sent the browser back with the error \"%s\": nothing is stored. Log in again"
              .formatted(shown(error)));
    }
    if (parameter("code").isEmpty()) {
      throw new CommandException(
          "Spotify sent the browser back with neither code nor error: nothing is stored. Log in"
              + " again");
    }
    return parameter("code");
  }

  private String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// An error's name is short, and made of letters; anything else is not worth showing.
  private static String shown(String error) {
    return error.matches("[A-Za-z_]{1,40}") ? error : "…";
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
