package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The command `redrive`: reprocesses the events that the transform failed to process. Used by one
/// thread.
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description =
        "Reprocesses the transform's dead-letter queue. Reads each message, transforms the"
            + " snapshots that it names as they are stored now, and deletes the message when all of"
            + " them are transformed or no longer exist. Keeps and reports other messages.",
    footerHeading = "%n",
    footer = {
      "A message that is kept becomes visible again when the command ends, or at most 20 minutes"
          + " later if the command was killed. The exit code is 1 if a message is kept.",
      "With --stack or buckets, this process transforms the snapshots, and registers their days in"
          + " the Glue catalog. The AWS credentials then need:",
      "  s3:ListBucket and s3:GetObject on the raw bucket",
      "  s3:PutObject on the processed bucket",
      "  " + DayRegistration.ACTIONS + " for the tables",
      "",
      "Examples:",
      "  playlist-lake redrive --queue \"$QUEUE_URL\" --dry-run",
      "  playlist-lake redrive --queue \"$QUEUE_URL\""
    })
public final class RedriveCommand extends CliCommand {
  @Option(
      names = "--queue",
      required = true,
      paramLabel = "URL",
      description = "The URL of the dead-letter queue.")
  private URI queue = URI.create("");

  @ArgGroup private @Nullable TargetOptions target;

  @Option(names = "--dry-run", description = "Print what is in the queue, and change nothing.")
  private boolean dryRun;

  private final CliEnvironment cli;

  /// A command that uses this environment.
  public RedriveCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  /// Selects the function or this process to transform the snapshots. Without these options, the
  /// function that failed transforms them.
  static final class TargetOptions {
    @Option(
        names = "--function",
        required = true,
        paramLabel = "NAME",
        description =
            "Invoke this function, and wait for it. Default: the function that the message names,"
                + " if the queue has the function's name with -failures appended.")
    private @Nullable String function;

    @ArgGroup(multiplicity = "1")
    private LakeOptions.@Nullable OnAws lake;
  }

  @Override
  public Integer call() {
    String url = queue.toString();
    if (queue.getHost() == null) {
      throw usageError(
          "--queue must be a URL such as https://sqs.eu-west-1.amazonaws.com/123456789012/NAME");
    }
    try (SqsClient sqs = cli.aws().openSqs()) {
      SqsQueue failures = new SqsQueue(sqs, url);
      if (dryRun) {
        return run(failures, Optional.empty());
      }
      if (target != null && target.lake != null) {
        try (Lake open = target.lake.open(cli)) {
          return runHere(failures, open);
        }
      }
      try (LambdaClient lambda = cli.aws().openLambda()) {
        String function = target == null ? null : target.function;
        return run(
            failures,
            Optional.of(
                function == null
                    ? RetryTarget.sameFunction(lambda, url)
                    : RetryTarget.function(lambda, function)));
      }
    }
  }

  private int runHere(SqsQueue failures, Lake lake) {
    Set<LocalDate> days = new TreeSet<>();
    try {
      return run(failures, Optional.of(RetryTarget.here(lake, key -> days.add(key.date()))));
    } finally {
      new DayRegistration(cli, lake, lines(out()), this::printWarning).register(days);
    }
  }

  private int run(SqsQueue failures, Optional<RetryTarget> target) {
    RedriveReport report = new Redrive(failures, target, lines(out()), lines(err())).run();
    out()
        .println(
            dryRun
                ? "%s would be processed, %s would be kept"
                    .formatted(count(report.listed(), "message"), count(report.left(), "other"))
                : "%s processed and deleted, %d failed again, %s kept"
                    .formatted(
                        count(report.processed(), "message"),
                        report.failed(),
                        count(report.left(), "other")));
    if (report.cutShort()) {
      err()
          .println(
              "warning: the queue returns the same messages again and again, and may contain"
                  + " others. Run redrive again.");
    }
    return report.isGood() || (dryRun && !report.cutShort()) ? 0 : 1;
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static Consumer<String> lines(PrintWriter to) {
    return line -> {
      to.println(line);
      to.flush();
    };
  }
}
