package dev.playlistlake.extract.spotify;

import dev.playlistlake.model.SafeText;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes text from servers safe for messages and logs: replaces possible secrets, because a server
/// may return secrets that it received, and removes characters that control a terminal. Stateless.
public final class Redaction {
  /// Longer than a playlist ID, and only characters of tokens and secrets.
  private static final Pattern POSSIBLE_SECRET = Pattern.compile("[A-Za-z0-9+/=_.~-]{24,}");

  private static final Pattern POSSIBLE_SECRET_IN_PATH = Pattern.compile("[^/]{24,}");

  /// Parameters whose values are never secret.
  private static final Set<String> HARMLESS_PARAMETERS =
      Set.of("offset", "limit", "additional_types");

  private static final int MAX_LENGTH = 200;

  private Redaction() {}

  /// Returns the text without possible secrets, safe to print, with at most 200 characters.
  public static String redact(String text) {
    return SafeText.sanitize(POSSIBLE_SECRET.matcher(text).replaceAll("…"), MAX_LENGTH);
  }

  /// Returns the message of an exception, redacted.
  public static String redactMessage(Throwable thrown) {
    return redact(String.valueOf(thrown.getMessage()));
  }

  /// Returns the URL without user info and without long parts of its path, and with only the
  /// harmless parameters.
  public static String redact(URI url) {
    String origin = url.getHost() == null ? "" : url.getScheme() + "://" + url.getHost();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = POSSIBLE_SECRET_IN_PATH.matcher(String.valueOf(url.getRawPath())).replaceAll("…");
    String query =
        Stream.of(String.valueOf(url.getRawQuery()).split("&", -1))
            .filter(parameter -> HARMLESS_PARAMETERS.contains(parameter.replaceFirst("=.*", "")))
            .collect(Collectors.joining("&"));
    return SafeText.sanitize(origin + port + path + (query.isEmpty() ? "" : "?" + query));
  }
}
