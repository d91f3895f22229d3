package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Events that the transform failed at, worked off.
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description =
        "Reads each message of the transform's failure queue, transforms the snapshots that it"
            + " names, as they are now, and deletes it when all of them have their tables or are"
            + " gone. Other messages stay, and are told.",
    footerHeading = "%n",
    footer = {
      "A message that stays can be received again when the command ends; twenty minutes later at"
          + " most, when it was killed. The exit code is 1 as long as one stays.",
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
      description = "The failure queue, as AWS names it.")
  private URI queue = URI.create("");

  @ArgGroup private @Nullable RemedyOptions remedy;

  @Option(names = "--dry-run", description = "Tell what is in the queue, and leave all as it is.")
  private boolean dryRun;

  private final CliEnvironment cli;

  public RedriveCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  /// Who does the work: the function that failed, another one, or this process.
  static final class RemedyOptions {
    @Option(
        names = "--function",
        required = true,
        paramLabel = "NAME",
        description =
            "Have this function transform, and wait for it. Default: the function that the message"
                + " names, when the queue is called as it is, with -failures behind.")
    private @Nullable String function;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private LakeOptions.@Nullable Buckets buckets;
  }

  @Override
  public Integer call() {
    String url = queue.toString();
    if (queue.getHost() == null) {
      throw usageError(
          "--queue is a URL such as https://sqs.eu-west-1.amazonaws.com/123456789012/NAME");
    }
    try (SqsClient sqs = cli.aws().openSqs()) {
      SqsQueue failures = new SqsQueue(sqs, url);
      if (dryRun) {
        return run(failures, Optional.empty());
      }
      if (remedy != null && remedy.buckets != null) {
        try (Lake open = remedy.buckets.open(cli)) {
          return run(failures, Optional.of(RetryTarget.here(open)));
        }
      }
      try (LambdaClient lambda = cli.aws().openLambda()) {
        String function = remedy == null ? null : remedy.function;
        return run(
            failures,
            Optional.of(
                function == null
                    ? RetryTarget.sameFunction(lambda, url)
                    : RetryTarget.function(lambda, function)));
      }
    }
  }

  private int run(SqsQueue failures, Optional<RetryTarget> remedy) {
    RedriveReport report = new Redrive(failures, remedy, lines(out()), lines(err())).run();
    out()
        .println(
            dryRun
                ? "%d messages would be worked off, %d others would stay"
                    .formatted(report.listed(), report.left())
                : "%d messages worked off and deleted, %d failed again, %d others stay"
                    .formatted(report.worked(), report.failed(), report.left()));
    if (report.cutShort()) {
      err()
          .println(
              "warning: the queue hands the same messages out again and again, and others may be"
                  + " left in it: run redrive again");
    }
    return report.isGood() || (dryRun && !report.cutShort()) ? 0 : 1;
  }

  private static Consumer<String> lines(PrintWriter to) {
    return line -> {
      to.println(line);
      to.flush();
    };
  }
}
