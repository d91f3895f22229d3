package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.Progress;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.transform.TransformReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/// Writes missing and outdated tables before a run of `run` or `demo`, because an earlier run,
/// import or replay was stopped before it wrote them. A snapshot that cannot be transformed does
/// not stop the run. Used by one thread.
///
/// @param folder the folder of the lake, for messages
public record CatchUp(Path folder, LocalLake lake, PrintWriter out, PrintWriter err) {
  private static final int DATES_SHOWN = 5;
  private static final int FAILURES_SHOWN = 10;

  /// Transforms all snapshots whose tables are missing or outdated.
  ///
  /// @throws IOException when the lake cannot be read or written
  public void run() throws IOException {
    List<OutdatedTables.Snapshot> outdated = lake.outdated(failure -> warn(FileErrors.of(failure)));
    if (outdated.isEmpty()) {
      return;
    }
    print(
        "Writing the missing or outdated tables of %s: %s"
            .formatted(Counts.of(outdated.size(), "snapshot"), dates(outdated)));
    Progress progress = new Progress(System::nanoTime, this::print);
    int done = 0;
    int failed = 0;
    SnapshotsInTrouble inTrouble = new SnapshotsInTrouble();
    for (OutdatedTables.Snapshot snapshot : outdated) {
      TransformReport report = lake.bringUpToDate(snapshot);
      inTrouble.add(report);
      if (report.failed() > 0 && ++failed <= FAILURES_SHOWN) {
        warn(report.errors().getFirst());
      }
      int soFar = ++done;
      progress.tick(() -> "… %,d of %,d, at %s".formatted(soFar, outdated.size(), snapshot.key()));
    }
    inTrouble.print(out);
    out.flush();
    if (failed > FAILURES_SHOWN) {
      warn(Counts.of(failed - FAILURES_SHOWN, "more snapshot") + " failed");
    }
    if (failed > 0) {
      err.printf(
          "warning: %s still %s no up-to-date tables. Every run retries until the raw files in %s"
              + " are replaced or deleted.%n",
          Counts.of(failed, "snapshot"),
          Counts.noun(failed, "has", "have"),
          folder.resolve(LakeLayout.RAW));
      err.flush();
    }
  }

  private static String dates(List<OutdatedTables.Snapshot> snapshots) {
    List<LocalDate> dates =
        snapshots.stream().map(snapshot -> snapshot.key().date()).distinct().toList();
    return dates.size() <= DATES_SHOWN
        ? dates.stream().map(LocalDate::toString).collect(Collectors.joining(", "))
        : "%s to %s, %s"
            .formatted(dates.getFirst(), dates.getLast(), Counts.of(dates.size(), "date"));
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }

  private void warn(String line) {
    err.println("warning: " + SafeText.sanitize(line));
  }
}
