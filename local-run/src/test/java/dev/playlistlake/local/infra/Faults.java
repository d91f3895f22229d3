package dev.playlistlake.local.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Collects what is wrong with a template, so that a person sees all of it at once.
final class Faults {
  private final List<String> found = new ArrayList<>();

  Faults unless(boolean right, String fault) {
    if (!right) {
      found.add(fault);
    }
    return this;
  }

  /// The part's text is one of these.
  Faults unless(Part part, String... wanted) {
    return unless(
        part.is(wanted),
        part.path() + " is \"" + part.text() + "\", expected " + String.join(" or ", wanted));
  }

  Faults unlessThere(Part part) {
    return unless(part.isThere(), part.path() + " is missing");
  }

  Faults unlessSame(String what, Collection<?> seen, Collection<?> wanted) {
    return unless(
        List.copyOf(seen).equals(List.copyOf(wanted)),
        what + " are " + seen + ", expected " + wanted);
  }

  List<String> all() {
    return List.copyOf(found);
  }
}
