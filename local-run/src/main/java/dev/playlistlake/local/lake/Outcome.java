package dev.playlistlake.local.lake;

import dev.playlistlake.model.Trouble;
import dev.playlistlake.transform.TransformReport;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The outcome of transforming one raw object. Used by `import`, `replay` and `redrive`.
///
/// @param songs the number of songs of a transformed object, otherwise 0
/// @param rejects the number of rejects of a transformed object, otherwise 0
/// @param troubles the troubles of a transformed snapshot, otherwise empty
/// @param message the error if it failed, otherwise empty
public record Outcome(
    Status status, long songs, long rejects, Set<Trouble> troubles, String message) {

  /// Copies the troubles.
  public Outcome {
    troubles = Set.copyOf(troubles);
  }

  /// The possible outcomes.
  public enum Status {
    /// Its tables were written.
    TRANSFORMED,
    /// It was deleted before it was read.
    GONE,
    /// The deployed function received an event and logs the outcome itself.
    SENT,
    /// It would have been transformed, but this is a dry run.
    LISTED,
    /// It could not be transformed.
    FAILED
  }

  /// Returns the outcome that the transform reported for one object.
  public static Outcome of(TransformReport report) {
    if (report.failed() > 0) {
      return failed(String.join("; ", report.errors()));
    }
    return new Outcome(
        report.gone() > 0 ? Status.GONE : Status.TRANSFORMED,
        report.songs(),
        report.rejects(),
        troubles(report),
        "");
  }

  /// Returns the troubles in the report of one snapshot.
  static Set<Trouble> troubles(TransformReport report) {
    return Arrays.stream(Trouble.values())
        .filter(trouble -> count(report, trouble) > 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static int count(TransformReport report, Trouble trouble) {
    return switch (trouble) {
      case SHORT -> report.shortSnapshots();
      case LONG -> report.longSnapshots();
      case UNREADABLE -> report.unreadable();
    };
  }

  /// Returns an outcome without numbers.
  public static Outcome of(Status status) {
    return new Outcome(status, 0, 0, Set.of(), "");
  }

  /// Returns a failure.
  public static Outcome failed(String message) {
    return new Outcome(Status.FAILED, 0, 0, Set.of(), message);
  }

  /// Returns whether it did not fail.
  public boolean isGood() {
    return status != Status.FAILED;
  }
}
