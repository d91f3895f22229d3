package dev.playlistlake.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.playlistlake.model.PlaylistSummary;
import dev.playlistlake.model.Trouble;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The result of one invocation. The function logs it as one line of JSON, and metric filters in
/// CloudWatch read it.
///
/// @param transformed number of raw objects whose tables were written
/// @param ignored number of event records that don't name a snapshot of the raw bucket
/// @param gone number of snapshots that were deleted before they were read
/// @param failed number of snapshots that were rejected, or could not be read or written
/// @param incomplete number of snapshots with a trouble, see [Trouble]
/// @param shortSnapshots number of snapshots with fewer entries than Spotify declared
/// @param longSnapshots number of snapshots with more entries than Spotify declared
/// @param unreadable number of snapshots in which no entry has content
/// @param partitionsRegistered number of partitions in the Glue catalog, one for each table and
///   day, that this invocation created or found
/// @param partitionsFailed number of partitions that could not be registered
/// @param keys of the raw objects that were transformed
/// @param errors one message for each failed snapshot
public record TransformReport(
    int transformed,
    int ignored,
    int gone,
    int failed,
    int incomplete,
    @JsonProperty("short") int shortSnapshots,
    @JsonProperty("long") int longSnapshots,
    int unreadable,
    @JsonProperty("partitions_registered") int partitionsRegistered,
    @JsonProperty("partitions_failed") int partitionsFailed,
    @JsonProperty("items_read") long itemsRead,
    long songs,
    long duplicates,
    long rejects,
    List<String> keys,
    List<String> errors) {

  public TransformReport {
    keys = List.copyOf(keys);
    errors = List.copyOf(errors);
  }

  /// Returns the report if nothing failed.
  ///
  /// @throws TransformException with the messages of all failed snapshots
  TransformReport orThrow() {
    if (failed > 0) {
      int all = failed + transformed + gone;
      throw new TransformException(
          "%d of %d %s failed. %s"
              .formatted(
                  failed, all, all == 1 ? "snapshot" : "snapshots", String.join("; ", errors)));
    }
    return this;
  }

  /// The counters of one invocation. One thread uses it.
  static final class Tally {
    private final List<PlaylistSummary> summaries = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final Set<LocalDate> days = new TreeSet<>();
    private int ignored;
    private int gone;
    private PartitionRegistry.Registration registration = PartitionRegistry.Registration.NONE;

    void transformed(Snapshot snapshot) {
      summaries.add(snapshot.summary());
      days.add(snapshot.date());
    }

    /// The days of the snapshots that were transformed.
    Set<LocalDate> days() {
      return days;
    }

    void ignored() {
      ignored++;
    }

    void gone() {
      gone++;
    }

    void failed(TransformException failure) {
      errors.add(String.valueOf(failure.getMessage()));
    }

    void registered(PartitionRegistry.Registration result) {
      registration = result;
    }

    private int count(Trouble trouble) {
      return (int)
          summaries.stream().filter(summary -> summary.troubles().contains(trouble)).count();
    }

    TransformReport report() {
      return new TransformReport(
          summaries.size(),
          ignored,
          gone,
          errors.size(),
          (int) summaries.stream().filter(summary -> !summary.troubles().isEmpty()).count(),
          count(Trouble.SHORT),
          count(Trouble.LONG),
          count(Trouble.UNREADABLE),
          registration.partitions(),
          registration.failed(),
          summaries.stream().mapToLong(PlaylistSummary::itemsRead).sum(),
          summaries.stream().mapToLong(PlaylistSummary::songs).sum(),
          summaries.stream().mapToLong(PlaylistSummary::duplicates).sum(),
          summaries.stream().mapToLong(PlaylistSummary::rejects).sum(),
          summaries.stream().map(PlaylistSummary::rawKey).toList(),
          errors);
    }
  }
}
