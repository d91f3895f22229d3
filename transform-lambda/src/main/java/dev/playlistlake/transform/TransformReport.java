package dev.playlistlake.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.playlistlake.model.PlaylistSummary;
import java.util.ArrayList;
import java.util.List;

/// The result of one invocation. The function logs it as one line of JSON, and CloudWatch turns
/// that into metrics.
///
/// @param transformed raw objects whose tables were written
/// @param ignored event records that name no snapshot of our raw bucket
/// @param gone snapshots that were deleted before they were read
/// @param failed snapshots that were refused, or that couldn't be read or written
/// @param incomplete snapshots that hold fewer entries than Spotify declared
/// @param errors what failed, one message each
public record TransformReport(
    int transformed,
    int ignored,
    int gone,
    int failed,
    int incomplete,
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
  /// @throws TransformException with every message if anything failed
  TransformReport orThrow() {
    if (failed > 0) {
      int all = failed + transformed + gone;
      throw new TransformException(
          failed + " of " + all + " snapshots failed: " + String.join("; ", errors));
    }
    return this;
  }

  /// Counts during one invocation.
  static final class Tally {
    private final List<PlaylistSummary> summaries = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int ignored;
    private int gone;

    void transformed(Snapshot snapshot) {
      summaries.add(snapshot.summary());
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

    TransformReport report() {
      return new TransformReport(
          summaries.size(),
          ignored,
          gone,
          errors.size(),
          (int) summaries.stream().filter(PlaylistSummary::incomplete).count(),
          summaries.stream().mapToLong(PlaylistSummary::itemsRead).sum(),
          summaries.stream().mapToLong(PlaylistSummary::songs).sum(),
          summaries.stream().mapToLong(PlaylistSummary::duplicates).sum(),
          summaries.stream().mapToLong(PlaylistSummary::rejects).sum(),
          summaries.stream().map(PlaylistSummary::rawKey).toList(),
          errors);
    }
  }
}
