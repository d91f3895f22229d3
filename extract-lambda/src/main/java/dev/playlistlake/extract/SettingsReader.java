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

/// Reads settings and collects all errors, so that they are reported together: an invalid setting
/// has a placeholder until [#requireValid()]. One thread uses it.
final class SettingsReader {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

  /// A Lambda's environment has 4 KB, names and the other settings included.
  private static final int MAX_LIST = 3_500;

  private final Map<String, String> values;
  private final List<String> errors = new ArrayList<>();

  SettingsReader(Map<String, String> values) {
    this.values = values;
  }

  String bucket(String name) {
    String bucket = required(name, "the bucket for raw snapshots");
    if (!bucket.isEmpty() && !BUCKET.matcher(bucket).matches()) {
      errors.add(name + " is \"" + bucket + "\", no bucket name");
    }
    return bucket;
  }

  /// Ids, URLs and URIs, and the words `owned` and `liked`, separated by commas or white space.
  /// Each playlist counts once.
  Selection playlists(String name) {
    String list = value(name).replaceAll("[,\\s]+", " ").strip();
    if (list.isEmpty()) {
      errors.add(
          name + " is missing (ids, URLs or URIs of playlists, or the words owned and liked)");
      return new Selection(List.of(), false);
    }
    if (value(name).length() > MAX_LIST) {
      errors.add(
          "%s has %,d characters, more than the %,d that fit into a Lambda's environment"
                  .formatted(name, value(name).length(), MAX_LIST)
              + " (4 KB for all settings): write owned for every playlist of yours");
      return new Selection(List.of(), false);
    }
    return Selection.parse(List.of(list.split(" ", -1)), error -> errors.add(name + ": " + error));
  }

  boolean has(String name) {
    return !value(name).isEmpty();
  }

  void addError(String error) {
    errors.add(error);
  }

  /// Name or ARN of a secret. Messages show it in a command that people copy.
  String secretId(String name) {
    if (!SECRET_ID.matcher(value(name)).matches()) {
      errors.add(name + " is no name or ARN of a secret");
    }
    return value(name);
  }

  Optional<Instant> instant(String name) {
    try {
      return has(name) ? Optional.of(Instant.parse(value(name))) : Optional.empty();
    } catch (DateTimeException _) {
      errors.add(name + " is no instant like 2026-11-21T06:00:00Z");
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
    errors.add("%s is no number from %s to %s".formatted(name, plain(min), plain(max)));
    return defaultValue;
  }

  int wholeNumber(String name, int defaultValue, int min, int max) {
    double number = number(name, defaultValue, min, max);
    if (number != Math.rint(number)) {
      errors.add(name + " is no whole number");
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

  /// Scheme, host and port of a server. Tokens go over plain http to this machine only.
  URI origin(String name, URI defaultValue) {
    String value = value(name);
    if (value.isEmpty()) {
      return defaultValue;
    }
    Optional<URI> origin = origin(value.replaceFirst("/$", ""));
    if (origin.isEmpty()) {
      errors.add(
          name
              + " is no https://host or https://host:port (http for this machine's own hosts"
              + " only)");
    }
    return origin.orElse(defaultValue);
  }

  /// @throws ExtractException that names every setting that was missing or invalid
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
      errors.add(name + " has white space inside");
    }
    return value;
  }

  private String value(String name) {
    return Objects.requireNonNullElse(values.get(name), "").strip();
  }
}
