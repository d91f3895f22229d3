package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Progress;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.RawListing;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// The command `replay`: transforms stored snapshots again. The command runs in one thread; the
/// workers of [Replay] call back one at a time.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Transforms snapshots of the raw bucket again, in the order of their dates. Use it after an"
            + " update of the transform, or if tables were lost. The same snapshot always results"
            + " in the same bytes, so a replay can be repeated safely.",
    footerHeading = "%nAfter an interruption:%n",
    footer = {
      "With --resume FILE, the same command continues where the last one stopped. It transforms a"
          + " snapshot again that failed or that was stored again in the meantime. Delete FILE to"
          + " start from the beginning.",
      "",
      "Examples:",
      "  playlist-lake replay --lake lake --from 2026-11-01",
      "  playlist-lake replay --raw-bucket my-raw --processed-bucket my-tables --resume done.txt",
      "  playlist-lake replay --raw-bucket my-raw --processed-bucket my-tables --function"
          + " my-transform"
    })
public final class ReplayCommand extends CliCommand {
  @ArgGroup(multiplicity = "1")
  private @Nullable LakeOptions where;

  @Mixin private FilterOptions which = new FilterOptions();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "Invoke the deployed function: it receives an event for each snapshot, and reports the"
              + " results in its log and errors in its dead-letter queue. Default: run the same"
              + " code in this process.")
  private @Nullable String function;

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

  @Option(names = "--dry-run", description = "Print the keys only.")
  private boolean dryRun;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only errors and the last lines.")
  private boolean quiet;

  private final CliEnvironment cli;

  /// A command that uses this environment.
  public ReplayCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(
        concurrency >= 1 && concurrency <= 64,
        "--concurrency is %d, expected 1 to 64".formatted(concurrency));
    try (Lake lake = Objects.requireNonNull(where).open(cli, dryRun)) {
      require(
          function == null || lake.versioned(),
          "--function requires --raw-bucket and --processed-bucket");
      if (function == null || dryRun) {
        return replay(lake, dryRun ? Transformer.none() : Transformer.here(lake));
      }
      try (LambdaClient lambda = cli.aws().openLambda()) {
        return replay(
            lake, new DeployedFunction(lambda, function, lake.rawBucket()).asynchronous());
      }
    }
  }

  private int replay(Lake lake, Transformer transformer) throws IOException, InterruptedException {
    RawListing listing = new RawListing(lake, which.filter(spec()));
    Progress progress = new Progress(System::nanoTime, this::print);
    Optional<CheckpointFile> done = checkpoints(lake);
    try {
      ReplayTotals totals =
          new Replay(
                  listing,
                  transformer,
                  done,
                  (key, outcome, soFar) -> print(key, outcome, soFar, progress))
              .run(dryRun ? 1 : concurrency);
      summarize(lake, totals, listing.ignored(), progress.seconds());
      return totals.count(Outcome.Status.FAILED) == 0 ? 0 : 1;
    } finally {
      if (done.isPresent()) {
        done.get().close();
      }
    }
  }

  private Optional<CheckpointFile> checkpoints(Lake lake) throws IOException {
    if (resume == null) {
      return Optional.empty();
    }
    String work =
        "replay of %s into %s%s"
            .formatted(
                lake.name(),
                lake.processedBucket(),
                function == null ? "" : " through function " + function);
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

  private void print(String line) {
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
    if (totals.count(Outcome.Status.SENT) > 0) {
      out()
          .printf(
              "See the results in the log of %s, and errors in its dead-letter queue.%n",
              SafeText.sanitize(String.valueOf(function)));
    }
  }

  private void require(boolean valid, String error) {
    if (!valid) {
      throw usageError(error);
    }
  }
}
