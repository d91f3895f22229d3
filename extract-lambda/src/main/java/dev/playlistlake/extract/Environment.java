package dev.playlistlake.extract;

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

/// Reads settings by name and collects what is wrong with them, so that a person mends all at once.
/// A wrong one gives a stand-in until [#refuseIfWrong()].
final class Environment {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

  /// A Lambda's environment holds 4 KB, names and the other settings included.
  private static final int LONGEST_LIST = 3_500;

  private final Map<String, String> values;
  private final List<String> faults = new ArrayList<>();

  Environment(Map<String, String> values) {
    this.values = values;
  }

  String bucket(String name) {
    String bucket = required(name, "the bucket for raw snapshots");
    if (!bucket.isEmpty() && !BUCKET.matcher(bucket).matches()) {
      faults.add(name + " is \"" + bucket + "\", no bucket name");
    }
    return bucket;
  }

  /// Ids, URLs and URIs, and the words `owned` and `liked`, between them commas or white space;
  /// each playlist counts once.
  Selection playlists(String name) {
    String list = value(name).replaceAll("[,\\s]+", " ").strip();
    if (list.isEmpty()) {
      faults.add(
          name + " is missing (ids, URLs or URIs of playlists, or the words owned and liked)");
      return new Selection(List.of(), false);
    }
    if (value(name).length() > LONGEST_LIST) {
      faults.add(
          "%s has %,d characters, more than the %,d that fit into a Lambda's environment"
                  .formatted(name, value(name).length(), LONGEST_LIST)
              + " (4 KB for all settings): write owned for every playlist of yours");
      return new Selection(List.of(), false);
    }
    return Selection.of(List.of(list.split(" ", -1)), fault -> faults.add(name + ": " + fault));
  }

  boolean has(String name) {
    return !value(name).isEmpty();
  }

  void refuse(String fault) {
    faults.add(fault);
  }

  /// Name or ARN of a secret: it stands in a command that people copy.
  String secretId(String name) {
    if (!SECRET_ID.matcher(value(name)).matches()) {
      faults.add(name + " is no name or ARN of a secret");
    }
    return value(name);
  }

  Optional<Instant> instant(String name) {
    try {
      return has(name) ? Optional.of(Instant.parse(value(name))) : Optional.empty();
    } catch (DateTimeException _) {
      faults.add(name + " is no instant like 2026-11-21T06:00:00Z");
      return Optional.empty();
    }
  }

  double number(String name, double unlessSet, double least, double most) {
    if (!has(name)) {
      return unlessSet;
    }
    if (NUMBER.matcher(value(name)).matches()) {
      double number = Double.parseDouble(value(name));
      if (number >= least && number <= most) {
        return number;
      }
    }
    faults.add("%s is no number from %s to %s".formatted(name, shown(least), shown(most)));
    return unlessSet;
  }

  int wholeNumber(String name, int unlessSet, int least, int most) {
    double number = number(name, unlessSet, least, most);
    if (number != Math.rint(number)) {
      faults.add(name + " is no whole number");
    }
    return (int) number;
  }

  Duration seconds(String name, Duration unlessSet, double least, double most) {
    return Duration.ofMillis(
        Math.round(1000 * number(name, unlessSet.toMillis() / 1000.0, least, most)));
  }

  LogLevel logLevel() {
    Optional<LogLevel> level = LogLevel.of(value(LogLevel.NAME));
    if (level.isEmpty()) {
      faults.add(LogLevel.FAULT);
    }
    return level.orElse(LogLevel.INFO);
  }

  String secret(String name) {
    return withoutSpace(name, required(name, "from the app's settings in Spotify's dashboard"));
  }

  Optional<String> optionalSecret(String name) {
    return Optional.of(withoutSpace(name, value(name))).filter(value -> !value.isEmpty());
  }

  /// Scheme, host and port of a server; a token goes over plain http to this machine alone.
  URI origin(String name, URI unlessSet) {
    String value = value(name);
    if (value.isEmpty()) {
      return unlessSet;
    }
    Optional<URI> origin = origin(value.replaceFirst("/$", ""));
    if (origin.isEmpty()) {
      faults.add(
          name
              + " is no https://host or https://host:port (http for this machine's own hosts"
              + " alone)");
    }
    return origin.orElse(unlessSet);
  }

  /// @throws ExtractException when anything was missing or wrong
  void refuseIfWrong() {
    if (!faults.isEmpty()) {
      throw ExtractException.lasting(
          "settings in the environment are missing or wrong: " + String.join("; ", faults));
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

  private static String shown(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private String required(String name, String meaning) {
    String value = value(name);
    if (value.isEmpty()) {
      faults.add(name + " is missing (" + meaning + ")");
    }
    return value;
  }

  private String withoutSpace(String name, String value) {
    if (value.chars().anyMatch(Character::isWhitespace)) {
      faults.add(name + " has white space inside");
    }
    return value;
  }

  private String value(String name) {
    return Objects.requireNonNullElse(values.get(name), "").strip();
  }
}
