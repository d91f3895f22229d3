package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Progress;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.RawListing;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Base class of the commands that transform stored snapshots again. The command runs in one
/// thread; the workers of [Replay] call back one at a time.
abstract class ReplayingCommand extends CliCommand {
  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "How many snapshots to process, or function calls to make, at the same time; 1 to 64."
              + " Default: ${DEFAULT-VALUE}.")
  private int concurrency;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Record the transformed snapshots in FILE, and skip those that it lists.")
  private @Nullable Path resume;

  @Option(names = "--dry-run", description = "Print the keys, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only errors and the last lines.")
  private boolean quiet;

  /// Checks the option `--concurrency`.
  final void requireValidConcurrency() {
    requireRange("--concurrency", concurrency, 1, 64);
  }

  /// Whether nothing may be changed.
  final boolean dryRun() {
    return dryRun;
  }

  /// Transforms the snapshots again, and prints the progress and the totals.
  ///
  /// @param work the work and the lake for the file of `--resume`
  final ReplayTotals replay(Lake lake, SnapshotFilter filter, Transformer transformer, String work)
      throws IOException, InterruptedException {
    RawListing listing = new RawListing(lake, filter);
    Progress progress = new Progress(System::nanoTime, this::print);
    Optional<CheckpointFile> done = checkpoints(work);
    try {
      ReplayTotals totals =
          new Replay(
                  listing,
                  dryRun ? Transformer.none() : transformer,
                  done,
                  (key, outcome, soFar) -> print(key, outcome, soFar, progress))
              .run(dryRun ? 1 : concurrency);
      summarize(lake, totals, listing.ignored(), progress.seconds());
      return totals;
    } finally {
      if (done.isPresent()) {
        done.get().close();
      }
    }
  }

  /// Registers the days whose tables were written, unless this is a dry run.
  final void registerDays(CliEnvironment cli, Lake lake, ReplayTotals totals) {
    if (!dryRun) {
      new DayRegistration(cli, lake, out()::println, this::printWarning).register(totals.days());
    }
  }

  private Optional<CheckpointFile> checkpoints(String work) throws IOException {
    if (resume == null) {
      return Optional.empty();
    }
    return Optional.of(
        dryRun ? CheckpointFile.openToRead(resume, work) : CheckpointFile.open(resume, work));
  }

  private void print(String key, Outcome outcome, ReplayTotals soFar, Progress progress) {
    switch (outcome.status()) {
      case FAILED -> printError(outcome.message());
      case LISTED -> out().println(key);
      case TRANSFORMED, GONE, SENT ->
          progress.tick(() -> "… %,d done, at %s".formatted(soFar.done(), key));
    }
    out().flush();
  }

  /// Prints a line, unless the option `--quiet` is set.
  final void print(String line) {
    if (!quiet) {
      out().println(line);
    }
  }

  private void summarize(Lake lake, ReplayTotals totals, long ignored, double seconds) {
    if (totals.done() + totals.skipped() == 0) {
      err()
          .println(
              "warning: "
                  + SafeText.sanitize(lake.name())
                  + ": no matching snapshot under playlists/");
    }
    out().println(totals.summary(ignored, seconds));
    totals.inTrouble().print(out());
  }
}
