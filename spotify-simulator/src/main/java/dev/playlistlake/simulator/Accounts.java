package dev.playlistlake.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The accounts host: `/authorize`, where a person's browser agrees at once, and `/api/token`.
final class Accounts {
  private static final Pattern SAFE_REDIRECT =
      Pattern.compile("https://.+|http://(127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?(/.*)?");

  private final SimulatedSpotifyConfig config;
  private final Tokens tokens;

  Accounts(SimulatedSpotifyConfig config, Tokens tokens) {
    this.config = config;
    this.tokens = tokens;
  }

  static boolean serves(String path) {
    return path.equals("/authorize") || path.equals("/api/token");
  }

  Answer answer(Call call) {
    String wanted = call.request().path().equals("/authorize") ? "GET" : "POST";
    if (!call.request().method().equals(wanted)) {
      throw new Refusal(405, "Method not allowed");
    }
    return wanted.equals("GET") ? authorize(call) : token(call);
  }

  private Answer authorize(Call call) {
    String redirect = call.parameter("redirect_uri");
    if (!call.parameter("client_id").equals(config.credentials().clientId())) {
      return page("INVALID_CLIENT: Invalid client");
    }
    // Since 2025-11-27 `localhost` is no longer taken, nor any other address without TLS.
    if (!SAFE_REDIRECT.matcher(redirect).matches()) {
      return page("INVALID_CLIENT: Insecure redirect URI");
    }
    if (!call.parameter("response_type").equals("code")) {
      return page("response_type must be code");
    }
    String state = URLEncoder.encode(call.parameter("state"), StandardCharsets.UTF_8);
    String target = redirect + (redirect.contains("?") ? "&" : "?");
    String location = target + "code=" + tokens.giveCode(redirect) + "&state=" + state;
    return new Answer(302, Map.of("Location", location), "");
  }

  /// What a person sees in the browser.
  private static Answer page(String objection) {
    return new Answer(400, Map.of("Content-Type", "text/plain; charset=utf-8"), objection);
  }

  private Answer token(Call call) {
    String client = client(call);
    Credentials known = config.credentials();
    if (!client.startsWith(known.clientId() + ":")) {
      return refused("invalid_client", "Invalid client");
    }
    if (!client.equals(known.clientId() + ":" + known.clientSecret())) {
      return refused("invalid_client", "Invalid client secret");
    }
    return switch (call.parameter("grant_type")) {
      case "client_credentials" -> granted(false, Optional.empty());
      case "refresh_token" -> refreshed(call.parameter("refresh_token"));
      case "authorization_code" -> authorized(call);
      default ->
          refused(
              "unsupported_grant_type",
              "grant_type must be client_credentials, authorization_code or refresh_token");
    };
  }

  private Answer refreshed(String refreshToken) {
    Optional<String> objection = tokens.objectionTo(refreshToken);
    return objection.isPresent()
        ? refused("invalid_grant", objection.get())
        : granted(true, tokens.rotate());
  }

  private Answer authorized(Call call) {
    return tokens.redeem(call.parameter("code"), call.parameter("redirect_uri"))
        ? granted(true, Optional.of(tokens.giveRefreshToken()))
        : refused("invalid_grant", "Invalid authorization code");
  }

  private Answer granted(boolean user, Optional<String> refreshToken) {
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("access_token", tokens.giveAccess(user));
          json.writeStringField("token_type", "Bearer");
          json.writeNumberField("expires_in", tokens.life().toSeconds());
          if (user) {
            json.writeStringField(
                "scope", String.join(" ", config.scopes().stream().sorted().toList()));
          }
          if (refreshToken.isPresent()) {
            json.writeStringField("refresh_token", refreshToken.get());
          }
          json.writeEndObject();
        });
  }

  private static Answer refused(String error, String description) {
    return Answer.json(
        400,
        json -> {
          json.writeStartObject();
          json.writeStringField("error", error);
          json.writeStringField("error_description", description);
          json.writeEndObject();
        });
  }

  /// `id:secret` of the Basic header, else of the form.
  private static String client(Call call) {
    String header = call.authorization();
    if (!header.startsWith("Basic ")) {
      return call.parameter("client_id") + ":" + call.parameter("client_secret");
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
      return new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
