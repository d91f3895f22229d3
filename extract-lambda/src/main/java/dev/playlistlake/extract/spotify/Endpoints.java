package dev.playlistlake.extract.spotify;

import java.net.URI;
import java.util.Locale;

/// The two hosts that requests go to: Spotify's own, or others in their place.
///
/// @param api scheme, host and port only
/// @param accounts scheme, host and port only
public record Endpoints(URI api, URI accounts) {
  public static final URI SPOTIFY_API = URI.create("https://api.spotify.com");
  public static final URI SPOTIFY_ACCOUNTS = URI.create("https://accounts.spotify.com");

  /// Where a request goes, and whether it may carry an access token.
  public record Route(URI target, boolean toApi) {}

  /// The library addresses Spotify's own hosts, and the accounts host always; pages name the API's
  /// host as configured.
  ///
  /// @throws ExtractException for any other host: nothing is sent there
  public Route route(URI wanted) {
    if (sameOrigin(wanted, SPOTIFY_API) || sameOrigin(wanted, api)) {
      return new Route(at(api, wanted), true);
    }
    if (sameOrigin(wanted, SPOTIFY_ACCOUNTS)) {
      return new Route(at(accounts, wanted), false);
    }
    throw ExtractException.permanent(
        "no request is sent to %s: it is neither the API nor the accounts host"
            .formatted(Redaction.redact(wanted)));
  }

  /// Where tokens are requested, for messages.
  public String tokenRequest() {
    return "POST " + Redaction.redact(accounts.resolve("/api/token"));
  }

  /// Whether a URL has the API's own scheme, host and port.
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
