package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads settings by name and collects what is wrong with them, so that a person mends all at once.
/// A wrong one gives a stand-in until [#refuseIfWrong()].
final class Environment {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

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

  /// Ids, URLs and URIs, between them commas or white space; each playlist counts once.
  List<PlaylistId> playlists(String name) {
    Set<PlaylistId> playlists = new LinkedHashSet<>();
    String list = value(name).replaceAll("[,\\s]+", " ").strip();
    if (list.isEmpty()) {
      faults.add(name + " is missing (ids, URLs or URIs of playlists)");
      return List.of();
    }
    for (String part : list.split(" ", -1)) {
      try {
        playlists.add(PlaylistId.ofSpotify(part));
      } catch (IllegalArgumentException wrong) {
        faults.add(name + ": " + wrong.getMessage());
      }
    }
    return List.copyOf(playlists);
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
