package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.Progress;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes the tables that an earlier run, import or replay left out because it was stopped, before a
/// run goes on. A snapshot that can't be transformed doesn't stop the run.
///
/// @param folder of the lake, as messages call it
public record CatchUp(Path folder, LocalLake lake, PrintWriter out, PrintWriter err) {
  private static final int DATES_SHOWN = 5;
  private static final int FAILURES_SHOWN = 10;

  public void run() throws IOException {
    List<OutdatedTables.Snapshot> outdated = lake.outdated();
    if (outdated.isEmpty()) {
      return;
    }
    say(
        "Making the missing or outdated tables of %,d %s: %s"
            .formatted(
                outdated.size(), outdated.size() == 1 ? "snapshot" : "snapshots", dates(outdated)));
    Progress progress = new Progress(System::nanoTime, this::say);
    int done = 0;
    int failed = 0;
    for (OutdatedTables.Snapshot snapshot : outdated) {
      Optional<String> failure = lake.bringUpToDate(snapshot);
      if (failure.isPresent() && ++failed <= FAILURES_SHOWN) {
        warn(failure.get());
      }
      int soFar = ++done;
      progress.tick(() -> "… %,d of %,d, at %s".formatted(soFar, outdated.size(), snapshot.key()));
    }
    if (failed > FAILURES_SHOWN) {
      warn("%,d more".formatted(failed - FAILURES_SHOWN));
    }
    if (failed > 0) {
      err.printf(
          "warning: these snapshots still have no up-to-date tables, and every run tries them"
              + " again: replace or delete their files in %s%n",
          folder.resolve(LocalS3.RAW));
      err.flush();
    }
  }

  private static String dates(List<OutdatedTables.Snapshot> snapshots) {
    List<LocalDate> dates =
        snapshots.stream().map(snapshot -> snapshot.key().date()).distinct().toList();
    return dates.size() <= DATES_SHOWN
        ? dates.stream().map(LocalDate::toString).collect(Collectors.joining(", "))
        : "%s to %s, %,d dates".formatted(dates.getFirst(), dates.getLast(), dates.size());
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private void warn(String line) {
    err.println("warning: " + SafeText.sanitize(line));
  }
}
