package dev.playlistlake.local.archive;

import dev.playlistlake.local.archive.RawUpload.Existing;
import dev.playlistlake.local.cli.Counts;
import java.util.EnumMap;
import java.util.Map;

/// Counts the results of an import. Used by one thread.
final class ImportTotals {
  private final Map<Result, Integer> results = new EnumMap<>(Result.class);

  /// The result for one raw object.
  enum Result {
    STORED("stored", "would be stored"),
    REPLACED("replaced", "would be replaced"),
    UNCHANGED("unchanged", "unchanged"),
    SKIPPED("skipped", "skipped");

    private final String done;
    private final String inDryRun;

    Result(String done, String inDryRun) {
      this.done = done;
      this.inDryRun = inDryRun;
    }

    static Result of(Existing existing, boolean overwrite) {
      return switch (existing) {
        case NOTHING -> STORED;
        case SAME -> UNCHANGED;
        case OTHER -> overwrite ? REPLACED : SKIPPED;
      };
    }

    String text(boolean dryRun) {
      return dryRun ? inDryRun : done;
    }
  }

  void add(Result result) {
    results.merge(result, 1, Integer::sum);
  }

  /// Returns the last line of the output.
  ///
  /// @param lake the name of the lake or bucket
  String summary(int files, int errors, boolean dryRun, String lake) {
    return "%s, %s; %s %s in %s, %,d replaced, %,d unchanged, %,d skipped"
        .formatted(
            Counts.of(files, "file"),
            Counts.of(errors, "error"),
            Counts.of(count(Result.STORED), "snapshot"),
            Result.STORED.text(dryRun),
            lake,
            count(Result.REPLACED),
            count(Result.UNCHANGED),
            count(Result.SKIPPED));
  }

  private int count(Result result) {
    return results.getOrDefault(result, 0);
  }
}
