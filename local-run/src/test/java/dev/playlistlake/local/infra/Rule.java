package dev.playlistlake.local.infra;

import java.util.List;

/// Something that a template has to be.
@FunctionalInterface
interface Rule {
  /// What is wrong, a sentence each; empty for a template that keeps the rule.
  List<String> faults(Template template);
}
