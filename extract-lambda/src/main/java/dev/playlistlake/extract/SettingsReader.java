package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.model.LogLevel;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads settings and collects all errors, so that they are reported together. An invalid setting
/// has a placeholder value, so call [#requireValid()] before you use the settings. Used by one
/// thread.
final class SettingsReader {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

  /// All environment variables of a Lambda together have at most 4 KB, including their names:
  /// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  private static final int MAX_LIST = 3_500;

  private final Map<String, String> values;
  private final List<String> errors = new ArrayList<>();

  SettingsReader(Map<String, String> values) {
    this.values = values;
  }

  String bucket(String name) {
    String bucket = required(name, "the bucket for raw snapshots");
    if (!bucket.isEmpty() && !BUCKET.matcher(bucket).matches()) {
      errors.add(name + " is \"" + bucket + "\", expected a bucket name");
    }
    return bucket;
  }

  /// Reads playlist IDs, URLs and URIs, `owned` and `liked`, separated by commas or white space. A
  /// `-` in front leaves a playlist out. Duplicates are removed.
  Selection playlists(String name) {
    List<String> words = words(value(name));
    if (words.isEmpty()) {
      errors.add(name + " is missing (IDs, URLs or URIs of playlists, owned, or liked)");
      return Selection.NONE;
    }
    if (value(name).length() > MAX_LIST) {
      errors.add(
          "%s has %,d characters, expected at most %,d because all settings of a Lambda share 4 KB"
                  .formatted(name, value(name).length(), MAX_LIST)
              + " (owned selects all your playlists)");
      return Selection.NONE;
    }
    return Selection.parse(words, error -> errors.add(name + " is invalid because " + error));
  }

  /// Splits a list of playlists at commas and white space.
  static List<String> words(String list) {
    return Stream.of(list.split("[,\\s]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  boolean has(String name) {
    return !value(name).isEmpty();
  }

  void addError(String error) {
    errors.add(error);
  }

  /// Reads the name or ARN of a secret. Messages show it in a command for the shell, so only
  /// harmless characters are valid.
  String secretId(String name) {
    if (!SECRET_ID.matcher(value(name)).matches()) {
      errors.add(name + " is not a name or ARN of a secret");
    }
    return value(name);
  }

  Optional<Instant> instant(String name) {
    try {
      return has(name) ? Optional.of(Instant.parse(value(name))) : Optional.empty();
    } catch (DateTimeException _) {
      errors.add(name + " is not an instant like 2026-11-21T06:00:00Z");
      return Optional.empty();
    }
  }

  double number(String name, double defaultValue, double min, double max) {
    if (!has(name)) {
      return defaultValue;
    }
    if (NUMBER.matcher(value(name)).matches()) {
      double number = Double.parseDouble(value(name));
      if (number >= min && number <= max) {
        return number;
      }
    }
    errors.add("%s is not a number from %s to %s".formatted(name, plain(min), plain(max)));
    return defaultValue;
  }

  int wholeNumber(String name, int defaultValue, int min, int max) {
    double number = number(name, defaultValue, min, max);
    if (number != Math.rint(number)) {
      errors.add(name + " is not a whole number");
    }
    return (int) number;
  }

  Duration seconds(String name, Duration defaultValue, double min, double max) {
    return Duration.ofMillis(
        Math.round(1000 * number(name, defaultValue.toMillis() / 1000.0, min, max)));
  }

  LogLevel logLevel() {
    Optional<LogLevel> level = LogLevel.of(value(LogLevel.NAME));
    if (level.isEmpty()) {
      errors.add(LogLevel.UNKNOWN_LEVEL);
    }
    return level.orElse(LogLevel.INFO);
  }

  String secret(String name) {
    return withoutSpace(name, required(name, "from the app's settings in Spotify's dashboard"));
  }

  Optional<String> optionalSecret(String name) {
    return Optional.of(withoutSpace(name, value(name))).filter(value -> !value.isEmpty());
  }

  /// Reads scheme, host and port of a server. Plain HTTP is valid only for this machine, because
  /// the requests contain tokens.
  URI origin(String name, URI defaultValue) {
    String value = value(name);
    if (value.isEmpty()) {
      return defaultValue;
    }
    Optional<URI> origin = origin(value.replaceFirst("/$", ""));
    if (origin.isEmpty()) {
      errors.add(
          name
              + " is not https://host or https://host:port (http is allowed only for localhost"
              + " and loopback addresses)");
    }
    return origin.orElse(defaultValue);
  }

  /// @throws ExtractException that lists every missing or invalid setting
  void requireValid() {
    if (!errors.isEmpty()) {
      throw ExtractException.permanent(
          "settings in the environment are missing or invalid: " + String.join("; ", errors));
    }
  }

  private static Optional<URI> origin(String text) {
    try {
      URI url = new URI(text.toLowerCase(Locale.ROOT));
      String host = Objects.requireNonNullElse(url.getHost(), "");
      boolean safe =
          "https".equals(url.getScheme())
              || ("http".equals(url.getScheme()) && LOOPBACK.matcher(host).matches());
      String bare = url.getScheme() + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort());
      boolean nothingElse = !host.isEmpty() && bare.equals(url.toString());
      return safe && nothingElse ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private String required(String name, String meaning) {
    String value = value(name);
    if (value.isEmpty()) {
      errors.add(name + " is missing (" + meaning + ")");
    }
    return value;
  }

  private String withoutSpace(String name, String value) {
    if (value.chars().anyMatch(Character::isWhitespace)) {
      errors.add(name + " contains white space");
    }
    return value;
  }

  private String value(String name) {
    return Objects.requireNonNullElse(values.get(name), "").strip();
  }
}
