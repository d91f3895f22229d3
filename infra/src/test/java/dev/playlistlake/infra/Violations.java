package dev.playlistlake.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Collects the violations of rules, one sentence each, so that one run reports all of them. Used
/// by every rule, by one thread.
final class Violations {
  private final List<String> violations = new ArrayList<>();

  Violations require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
    return this;
  }

  /// Requires that the text of the node is one of these.
  Violations require(YamlNode node, String... wanted) {
    return require(
        node.is(wanted),
        node.path() + " is \"" + node.text() + "\", expected " + String.join(" or ", wanted));
  }

  Violations requirePresent(YamlNode node) {
    return require(node.isPresent(), node.path() + " is missing");
  }

  Violations requireSame(String what, Collection<?> found, Collection<?> wanted) {
    return require(
        List.copyOf(found).equals(List.copyOf(wanted)),
        what + " are " + found + ", expected " + wanted);
  }

  List<String> all() {
    return List.copyOf(violations);
  }
}
