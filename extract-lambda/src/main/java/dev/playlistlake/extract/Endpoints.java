package dev.playlistlake.extract;

import dev.playlistlake.model.SafeText;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The two hosts that requests go to: Spotify's own, or others in their place.
///
/// @param api scheme, host and port alone
/// @param accounts scheme, host and port alone
record Endpoints(URI api, URI accounts) {
  static final URI SPOTIFY_API = URI.create("https://api.spotify.com");
  static final URI SPOTIFY_ACCOUNTS = URI.create("https://accounts.spotify.com");

  private static final Set<String> HARMLESS = Set.of("offset", "limit", "additional_types");

  /// Where a request goes, and whether it may carry an access token.
  record Route(URI target, boolean toApi) {}

  /// The library addresses Spotify's own hosts, token requests always; pages name the API's host as
  /// configured.
  ///
  /// @throws ExtractException for any other host: nothing is sent there
  Route route(URI wanted) {
    if (sameOrigin(wanted, SPOTIFY_API) || sameOrigin(wanted, api)) {
      return new Route(at(api, wanted), true);
    }
    if (sameOrigin(wanted, SPOTIFY_ACCOUNTS)) {
      return new Route(at(accounts, wanted), false);
    }
    throw ExtractException.lasting(
        "no request is sent to " + shown(wanted) + ": it is neither the API nor the accounts host");
  }

  /// Tells whether a URL names the API's own scheme, host and port.
  boolean isApi(URI url) {
    return sameOrigin(url, api);
  }

  /// A URL for messages: without user info, and of its query only what can't be a secret.
  static String shown(URI url) {
    String origin = url.getHost() == null ? "" : url.getScheme() + "://" + url.getHost();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    // A server may lead to an address that is made of our own token.
    String path = (url.getRawPath() + "").replaceAll("[^/]{24,}", "…");
    return SafeText.sanitize(origin + port + path + shownQuery(url.getRawQuery() + ""));
  }

  private static String shownQuery(String query) {
    String shown =
        Stream.of(query.split("&", -1))
            .filter(parameter -> HARMLESS.contains(parameter.replaceFirst("=.*", "")))
            .collect(Collectors.joining("&"));
    return shown.isEmpty() ? "" : "?" + shown;
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
