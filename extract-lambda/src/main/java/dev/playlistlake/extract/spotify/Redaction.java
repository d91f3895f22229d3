package dev.playlistlake.extract.spotify;

import dev.playlistlake.model.SafeText;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes text from elsewhere fit for messages: it hides possible secrets, because a server may send
/// our own ones back, and leaves nothing that a terminal obeys.
public final class Redaction {
  /// Longer than a playlist id, and of the characters that tokens and secrets consist of.
  private static final Pattern POSSIBLE_SECRET = Pattern.compile("[A-Za-z0-9+/=_.~-]{24,}");

  private static final Pattern POSSIBLE_SECRET_IN_PATH = Pattern.compile("[^/]{24,}");

  /// Their values can't be secrets.
  private static final Set<String> HARMLESS_PARAMETERS =
      Set.of("offset", "limit", "additional_types");

  private static final int MAX_LENGTH = 200;

  private Redaction() {}

  /// The text without long words, safe to print, and at most 200 characters of it.
  public static String redact(String text) {
    return SafeText.sanitize(POSSIBLE_SECRET.matcher(text).replaceAll("…"), MAX_LENGTH);
  }

  /// The message of an exception, redacted.
  public static String redactMessage(Throwable thrown) {
    return redact(String.valueOf(thrown.getMessage()));
  }

  /// The URL without user info, without long parts of its path, and with harmless parameters only.
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
