package dev.playlistlake.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Collects everything that is wrong with a template, a sentence each, so that one run reports all
/// of it. Used by every rule; not shared between threads.
final class Violations {
  private final List<String> found = new ArrayList<>();

  Violations require(boolean holds, String violation) {
    if (!holds) {
      found.add(violation);
    }
    return this;
  }

  /// The node's text is one of these.
  Violations require(YamlNode node, String... wanted) {
    return require(
        node.is(wanted),
        node.path() + " is \"" + node.text() + "\", expected " + String.join(" or ", wanted));
  }

  Violations requirePresent(YamlNode node) {
    return require(node.isPresent(), node.path() + " is missing");
  }

  Violations requireSame(String what, Collection<?> seen, Collection<?> wanted) {
    return require(
        List.copyOf(seen).equals(List.copyOf(wanted)),
        what + " are " + seen + ", expected " + wanted);
  }

  List<String> all() {
    return List.copyOf(found);
  }
}
