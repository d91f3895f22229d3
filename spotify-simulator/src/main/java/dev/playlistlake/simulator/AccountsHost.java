package dev.playlistlake.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The simulated accounts host: `/authorize`, which grants consent without a page, and
/// `/api/token`. [SpotifyHttpHandler] calls it on many threads. Its only state is in
/// [IssuedTokens].
final class AccountsHost {
  private static final Pattern SAFE_REDIRECT =
      Pattern.compile("https://.+|http://(127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?(/.*)?");

  private final SimulatedSpotifyConfig config;
  private final IssuedTokens tokens;

  AccountsHost(SimulatedSpotifyConfig config, IssuedTokens tokens) {
    this.config = config;
    this.tokens = tokens;
  }

  static boolean serves(String path) {
    return path.equals("/authorize") || path.equals("/api/token");
  }

  /// Returns the response to a request for a path that this host serves.
  ///
  /// @throws ApiException 405 if the path does not support the method
  SimulatedResponse respond(ParsedRequest request) {
    boolean authorizing = request.path().equals("/authorize");
    if (!request.method().equals(authorizing ? "GET" : "POST")) {
      throw new ApiException(405, "Method not allowed");
    }
    return authorizing ? authorize(request) : issueTokens(request);
  }

  private SimulatedResponse authorize(ParsedRequest request) {
    String redirect = request.parameter("redirect_uri");
    if (!request.parameter("client_id").equals(config.credentials().clientId())) {
      return errorPage("INVALID_CLIENT: Invalid client");
    }
    // Since 2025-11-27 Spotify accepts only https and loopback addresses, but not `localhost`:
    // https://developer.spotify.com/documentation/web-api/concepts/redirect_uri
    if (!SAFE_REDIRECT.matcher(redirect).matches()) {
      return errorPage("INVALID_CLIENT: Insecure redirect URI");
    }
    if (!request.parameter("response_type").equals("code")) {
      return errorPage("response_type must be code");
    }
    String state = URLEncoder.encode(request.parameter("state"), StandardCharsets.UTF_8);
    String target = redirect + (redirect.contains("?") ? "&" : "?");
    String location = target + "code=" + tokens.issueCode(redirect) + "&state=" + state;
    return new SimulatedResponse(302, Map.of("Location", location), "");
  }

  /// Returns a text that the user's browser shows.
  private static SimulatedResponse errorPage(String message) {
    return new SimulatedResponse(400, Map.of("Content-Type", "text/plain; charset=utf-8"), message);
  }

  private SimulatedResponse issueTokens(ParsedRequest request) {
    String client = client(request);
    SimulatedSpotifyConfig.Credentials known = config.credentials();
    if (!client.startsWith(known.clientId() + ":")) {
      return error("invalid_client", "Invalid client");
    }
    if (!client.equals(known.clientId() + ":" + known.clientSecret())) {
      return error("invalid_client", "Invalid client secret");
    }
    return switch (request.parameter("grant_type")) {
      case "client_credentials" -> granted(false, Optional.empty());
      case "refresh_token" -> refresh(request.parameter("refresh_token"));
      case "authorization_code" -> redeemCode(request);
      default ->
          error(
              "unsupported_grant_type",
              "grant_type must be client_credentials, authorization_code or refresh_token");
    };
  }

  private SimulatedResponse refresh(String refreshToken) {
    Optional<String> error = tokens.refreshError(refreshToken);
    return error.isPresent() ? error("invalid_grant", error.get()) : granted(true, tokens.rotate());
  }

  private SimulatedResponse redeemCode(ParsedRequest request) {
    return tokens.redeem(request.parameter("code"), request.parameter("redirect_uri"))
        ? granted(true, Optional.of(tokens.issueRefreshToken()))
        : error("invalid_grant", "Invalid authorization code");
  }

  private SimulatedResponse granted(boolean user, Optional<String> refreshToken) {
    return SimulatedResponse.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("access_token", tokens.issueAccessToken(user));
          json.writeStringField("token_type", "Bearer");
          json.writeNumberField("expires_in", tokens.lifetime().toSeconds());
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

  /// Returns an error in the form of OAuth, which differs from the form of the Web API.
  private static SimulatedResponse error(String error, String description) {
    return SimulatedResponse.json(
        400,
        json -> {
          json.writeStartObject();
          json.writeStringField("error", error);
          json.writeStringField("error_description", description);
          json.writeEndObject();
        });
  }

  /// Returns `id:secret` from the Basic header or, without that header, from the form.
  private static String client(ParsedRequest request) {
    String header = request.authorization();
    if (!header.startsWith("Basic ")) {
      return request.parameter("client_id") + ":" + request.parameter("client_secret");
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
      return new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
