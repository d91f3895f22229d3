package dev.playlistlake.local.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The results of all checks. It keeps only the first findings of each check, so that its size does
/// not depend on the lake. Used by one thread.
final class VerifyTotals {
  /// How many findings of a check are kept.
  static final int KEPT = 10;

  /// More playlists are not named one by one.
  private static final int PLAYLISTS = 5;

  private final Consumer<Finding> listener;
  private final Map<Check, Result> results = new EnumMap<>(Check.class);
  private long snapshots;
  private long files;

  /// @param listener receives every finding
  VerifyTotals(Consumer<Finding> listener) {
    this.listener = listener;
    for (Check check : Check.values()) {
      results.put(check, new Result());
    }
  }

  /// The result of one check.
  static final class Result {
    private final List<Finding> first = new ArrayList<>();
    private final TreeSet<String> playlists = new TreeSet<>();
    private long count;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String notRun;
    private boolean failed;

    private void add(Finding finding) {
      count++;
      if (first.size() < KEPT) {
        first.add(finding);
      }
      if (!finding.date().isEmpty()) {
        from = from == null || finding.date().compareTo(from) < 0 ? finding.date() : from;
        to = to == null || finding.date().compareTo(to) > 0 ? finding.date() : to;
      }
      if (playlists.size() <= PLAYLISTS) {
        playlists.add(finding.playlist());
      }
    }

    /// The number of findings.
    long count() {
      return count;
    }

    /// The first findings.
    List<Finding> first() {
      return List.copyOf(first);
    }

    /// The earliest date of a finding.
    Optional<String> from() {
      return Optional.ofNullable(from);
    }

    /// The latest date of a finding.
    Optional<String> to() {
      return Optional.ofNullable(to);
    }

    /// The playlists of the findings, sorted; empty if there are too many to name them.
    List<String> playlists() {
      boolean nameable = playlists.size() <= PLAYLISTS && !playlists.contains("");
      return nameable ? List.copyOf(playlists) : List.of();
    }

    /// Why the check did not run, or did not run to its end.
    Optional<String> notRun() {
      return Optional.ofNullable(notRun);
    }
  }

  /// Adds a finding.
  void add(Finding finding) {
    result(finding.check()).add(finding);
    listener.accept(finding);
  }

  /// Counts a snapshot of the raw bucket.
  void addSnapshot() {
    snapshots++;
  }

  /// Counts a file of a table.
  void addFile() {
    files++;
  }

  /// Notes that the checks of a group do not run.
  void skip(Check.Group group, String reason) {
    end(group, reason, false);
  }

  /// Notes that the checks of a group could not run to their end.
  void fail(Check.Group group, String reason) {
    end(group, reason, true);
  }

  private void end(Check.Group group, String reason, boolean failed) {
    results.forEach(
        (check, result) -> {
          if (check.group() == group) {
            result.notRun = reason;
            result.failed = failed;
          }
        });
  }

  long snapshots() {
    return snapshots;
  }

  long files() {
    return files;
  }

  /// The result of a check.
  Result result(Check check) {
    Result result = results.get(check);
    if (result == null) {
      throw new IllegalStateException(check.text());
    }
    return result;
  }

  /// The status of a check: `ok`, `error`, `warning`, `note`, `skipped` or `failed`.
  String status(Check check) {
    Result result = result(check);
    if (result.notRun != null) {
      return result.failed ? "failed" : "skipped";
    }
    return result.count == 0 ? "ok" : check.severity().text();
  }

  /// The number of findings of a severity.
  long count(Check.Severity severity) {
    return results.entrySet().stream()
        .filter(entry -> entry.getKey().severity() == severity)
        .mapToLong(entry -> entry.getValue().count)
        .sum();
  }

  /// Whether no check found damage, and none failed.
  boolean isGood() {
    return count(Check.Severity.ERROR) == 0
        && results.values().stream().noneMatch(result -> result.failed);
  }
}
