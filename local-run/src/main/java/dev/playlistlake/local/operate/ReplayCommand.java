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

/// The tables of snapshots that are there, made again.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Transforms snapshots of the raw bucket again, in the order of their dates: after a new"
            + " version of the transform, or when tables were lost. The same snapshot gives the"
            + " same bytes, so that a replay does no harm.",
    footerHeading = "%nAfter an interruption:%n",
    footer = {
      "With --resume FILE the same command goes on where the last one ended; a snapshot that was"
          + " stored anew meanwhile, or failed, is transformed again. Remove FILE to begin anew.",
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
          "Have the deployed function do it: it gets an event for each snapshot, and tells in its"
              + " log and failure queue what became of it. Default: the same code in this"
              + " process.")
  private @Nullable String function;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Snapshots, or calls of the function, at a time; 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int concurrency;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Keep in FILE what is done, and leave out what it names.")
  private @Nullable Path resume;

  @Option(names = "--dry-run", description = "Print the keys alone.")
  private boolean dryRun;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors and the last lines alone.")
  private boolean quiet;

  private final CliEnvironment cli;

  public ReplayCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(concurrency >= 1 && concurrency <= 64, "--concurrency is a number from 1 to 64");
    try (Lake lake = Objects.requireNonNull(where).open(cli, dryRun)) {
      require(function == null || lake.versioned(), "--function works on buckets alone");
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
    Progress progress = new Progress(System::nanoTime, this::say);
    Optional<CheckpointFile> done = done(lake);
    try {
      ReplayTotals totals =
          new Replay(
                  listing,
                  transformer,
                  done,
                  (key, outcome, soFar) -> tell(key, outcome, soFar, progress))
              .run(dryRun ? 1 : concurrency);
      summarize(lake, totals, listing.ignored(), progress.seconds());
      return totals.count(Outcome.Status.FAILED) == 0 ? 0 : 1;
    } finally {
      if (done.isPresent()) {
        done.get().close();
      }
    }
  }

  private Optional<CheckpointFile> done(Lake lake) throws IOException {
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

  private void tell(String key, Outcome outcome, ReplayTotals soFar, Progress progress) {
    switch (outcome.status()) {
      case FAILED -> printError(outcome.message());
      case LISTED -> out().println(key);
      case TRANSFORMED, GONE, SENT ->
          progress.tick(() -> "… %,d done, at %s".formatted(soFar.done(), key));
    }
    out().flush();
  }

  private void say(String line) {
    if (!quiet) {
      out().println(line);
    }
  }

  private void summarize(Lake lake, ReplayTotals totals, long ignored, double seconds) {
    if (totals.done() + totals.skipped() == 0) {
      err()
          .println(
              "warning: " + SafeText.sanitize(lake.name()) + ": no such snapshot under playlists/");
    }
    out().println(totals.summary(ignored, seconds));
    if (totals.count(Outcome.Status.SENT) > 0) {
      out()
          .printf(
              "What became of them is in the log of %s, and in its failure queue.%n",
              SafeText.sanitize(String.valueOf(function)));
    }
  }

  private void require(boolean good, String expected) {
    if (!good) {
      throw usageError(expected);
    }
  }
}
