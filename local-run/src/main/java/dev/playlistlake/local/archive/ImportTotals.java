package dev.playlistlake.local.archive;

import dev.playlistlake.local.archive.RawUpload.There;
import java.util.EnumMap;
import java.util.Map;

/// What an import has done so far.
final class ImportTotals {
  private final Map<Result, Integer> results = new EnumMap<>(Result.class);
  private int files;
  private int failures;

  /// What became of one raw object.
  enum Result {
    STORED("stored", "would be stored"),
    REPLACED("stored in place of another", "would be stored in place of another"),
    UNCHANGED("was there already", "is there already"),
    SKIPPED("left to another", "left to another");

    private final String done;
    private final String rehearsed;

    Result(String done, String rehearsed) {
      this.done = done;
      this.rehearsed = rehearsed;
    }

    static Result of(There there, boolean overwrite) {
      return switch (there) {
        case NOTHING -> STORED;
        case SAME -> UNCHANGED;
        case OTHER -> overwrite ? REPLACED : SKIPPED;
      };
    }

    String words(boolean dryRun) {
      return dryRun ? rehearsed : done;
    }
  }

  void addFile() {
    files++;
  }

  void addFailure() {
    failures++;
  }

  void add(Result result) {
    results.merge(result, 1, Integer::sum);
  }

  boolean isGood() {
    return failures == 0;
  }

  String words(boolean dryRun, String place) {
    return "%d files, %d errors; in %s %d snapshots %s, %d replaced, %d unchanged, %d skipped"
        .formatted(
            files,
            failures,
            place,
            count(Result.STORED),
            dryRun ? "would be stored" : "stored",
            count(Result.REPLACED),
            count(Result.UNCHANGED),
            count(Result.SKIPPED));
  }

  private int count(Result result) {
    return results.getOrDefault(result, 0);
  }
}
