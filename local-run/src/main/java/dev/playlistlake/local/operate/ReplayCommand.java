package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.util.Objects;
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
      "For a lake on AWS, the command registers the days in the Glue catalog, so that Athena finds"
          + " them; with --function, the function does. The AWS credentials need:",
      "  s3:ListBucket and s3:GetObject on the raw bucket",
      "  s3:PutObject on the processed bucket",
      "  " + DayRegistration.ACTIONS + " for the tables",
      "With --function they need only s3:ListBucket and lambda:InvokeFunction.",
      "",
      "Examples:",
      "  playlist-lake replay --lake lake --from 2026-11-01",
      "  playlist-lake replay --stack playlist-lake --resume done.txt",
      "  playlist-lake replay --raw-bucket my-raw --processed-bucket my-tables --function"
          + " my-transform"
    })
public final class ReplayCommand extends ReplayingCommand {
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

  private final CliEnvironment cli;

  /// A command that uses this environment.
  public ReplayCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireValidConcurrency();
    try (Lake lake = Objects.requireNonNull(where).open(cli, dryRun())) {
      if (function != null && !lake.versioned()) {
        throw usageError("--function requires --stack, or --raw-bucket and --processed-bucket");
      }
      if (function == null || dryRun()) {
        return replay(lake, Transformer.here(lake));
      }
      try (LambdaClient lambda = cli.aws().openLambda()) {
        return replay(
            lake, new DeployedFunction(lambda, function, lake.rawBucket()).asynchronous());
      }
    }
  }

  private int replay(Lake lake, Transformer transformer) throws IOException, InterruptedException {
    String work =
        "replay of %s into %s%s"
            .formatted(
                Objects.requireNonNull(where).realName(lake),
                lake.processedBucket(),
                function == null ? "" : " through function " + function);
    ReplayTotals totals = replay(lake, which.filter(spec()), transformer, work);
    if (totals.count(Outcome.Status.SENT) > 0) {
      out()
          .printf(
              "See the results in the log of %s, and errors in its dead-letter queue.%n",
              SafeText.sanitize(String.valueOf(function)));
    }
    if (function == null) {
      registerDays(cli, lake, totals);
    }
    return totals.count(Outcome.Status.FAILED) == 0 ? 0 : 1;
  }
}
