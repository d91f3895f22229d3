package dev.playlistlake.extract.spotify;

import java.net.URI;
import java.util.Locale;

/// The addresses of the Web API and of the accounts host: Spotify's own, or replacements for tests
/// and simulations. Immutable.
///
/// @param api scheme, host and port
/// @param accounts scheme, host and port
public record Endpoints(URI api, URI accounts) {
  public static final URI SPOTIFY_API = URI.create("https://api.spotify.com");
  public static final URI SPOTIFY_ACCOUNTS = URI.create("https://accounts.spotify.com");

  /// The target of a request.
  ///
  /// @param toApi whether the target is the API, so that the request may contain an access token
  public record Route(URI target, boolean toApi) {}

  /// Replaces Spotify's own hosts, which the Spotify library uses, with the configured ones. URLs
  /// in pages already contain the configured API host.
  ///
  /// @throws ExtractException for any other host, so that no request is sent there
  public Route route(URI wanted) {
    if (sameOrigin(wanted, SPOTIFY_API) || sameOrigin(wanted, api)) {
      return new Route(at(api, wanted), true);
    }
    if (sameOrigin(wanted, SPOTIFY_ACCOUNTS)) {
      return new Route(at(accounts, wanted), false);
    }
    throw ExtractException.permanent(
        "no request is sent to %s, because it is neither the API nor the accounts host"
            .formatted(Redaction.redact(wanted)));
  }

  /// Returns method and URL of a token request, for messages.
  public String tokenRequest() {
    return "POST " + Redaction.redact(accounts.resolve("/api/token"));
  }

  /// Whether a URL has the configured scheme, host and port of the API.
  boolean isApi(URI url) {
    return sameOrigin(url, api);
  }

  private static URI at(URI origin, URI wanted) {
    String query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
    return URI.create(origin + wanted.getRawPath() + query);
  }

  private static boolean sameOrigin(URI a, URI b) {
    return origin(a).equals(origin(b));
  }

  private static String origin(URI url) {
    String origin = url.getScheme() + "://" + url.getHost() + ":" + port(url);
    return url.getRawUserInfo() == null ? origin.toLowerCase(Locale.ROOT) : "user info";
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
  }
}
