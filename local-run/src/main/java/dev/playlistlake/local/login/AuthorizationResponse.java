package dev.playlistlake.local.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.playlistlake.local.cli.CommandException;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The response of Spotify's consent page: a code or an error, and the state of the login that it
/// belongs to. Used by [LoginFlow]. Immutable.
final class AuthorizationResponse {
  private final Map<String, String> parameters;

  private AuthorizationResponse(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /// Reads the response from the query of a redirect.
  ///
  /// @param query percent-encoded, without the question mark; null when the address has no query
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

  /// Reads the response from an address that the user copied from the browser.
  ///
  /// @throws CommandException when it is not the full address
  static AuthorizationResponse ofAddress(String address) {
    String query = address.strip().replaceFirst("#.*$", "").replaceFirst("^[^?]*\\?", "?");
    AuthorizationResponse response = ofQuery(query.replaceFirst("^\\?", ""));
    if (!query.startsWith("?") || response.parameter("state").isEmpty()) {
      throw new CommandException(
          "the pasted text is not the full address that Spotify sent the browser to. A full address"
              + " contains \"/callback?code=\" and \"&state=\". Log in again and paste it.");
    }
    return response;
  }

  /// Returns whether the response belongs to the login with this state. The comparison takes the
  /// same time for every state.
  boolean belongsTo(String state) {
    return MessageDigest.isEqual(parameter("state").getBytes(UTF_8), state.getBytes(UTF_8));
  }

  /// Returns the code to exchange for a refresh token.
  ///
  /// @throws CommandException when the response is an error, such as a denied consent
  String code() {
    String error = parameter("error");
    if (error.equals("access_denied")) {
      throw new CommandException(
          "access was denied on Spotify's page (access_denied). Nothing was stored. Log in again"
              + " and agree on that page. If your app is in Development Mode, first add your"
              + " account to the app's users at https://developer.spotify.com/dashboard (User"
              + " Management).");
    }
    if (!error.isEmpty()) {
      throw new CommandException(
          "Spotify's page returned the error \"%s\". Nothing was stored. Log in again."
              .formatted(shown(error)));
    }
    if (parameter("code").isEmpty()) {
      throw new CommandException(
          "Spotify's page returned neither a code nor an error. Nothing was stored. Log in again.");
    }
    return parameter("code");
  }

  private String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// Names of errors are short and consist of letters. Other text is not shown, because anyone can
  /// send it.
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
