package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.Playlists;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.local.lake.Transformer;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import software.amazon.awssdk.services.glue.GlueClient;

/// The command `upgrade`: brings the tables of an existing lake to the form that the current
/// version of the program writes.
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description =
        "Brings the tables of an existing lake to the form of this version: first registers the"
            + " partitions of the six Glue tables again, with the tables' current columns and CSV"
            + " settings, then transforms all snapshots of the raw bucket again. Run it after an"
            + " update for which the changelog asks for it. It can be repeated safely.",
    footerHeading = "%nDetails:%n",
    footer = {
      "Deploy the current template before the command. A lake in a folder has no partitions.",
      "A snapshot that this version rejects is reported as an error, its tables are unchanged, and"
          + " the exit code is 1. The other snapshots are transformed.",
      "After an interruption, the same command with the same --resume FILE continues: partitions"
          + " that are up to date and snapshots in FILE are skipped.",
      "The AWS credentials need:",
      "  " + GluePartitions.ACTIONS + " for the tables",
      "  " + DayRegistration.ACTIONS + " for the tables, for days without a partition",
      "  s3:ListBucket and s3:GetObject on the raw bucket",
      "  s3:PutObject on the processed bucket",
      "",
      "Examples:",
      "  playlist-lake upgrade --lake lake",
      "  playlist-lake upgrade --stack playlist-lake",
      "  playlist-lake upgrade --raw-bucket raw --processed-bucket tables --database db"
    })
public final class UpgradeCommand extends ReplayingCommand {
  @ArgGroup(multiplicity = "1")
  private @Nullable LakeOptions where;

  private final CliEnvironment cli;

  /// A command that uses this environment.
  public UpgradeCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireValidConcurrency();
    LakeOptions options = Objects.requireNonNull(where);
    if (options.lacksDatabase()) {
      throw usageError("--raw-bucket and --processed-bucket require --database");
    }
    try (Lake lake = options.open(cli, dryRun())) {
      lake.database().ifPresent(database -> registerPartitions(database, lake));
      String work =
          "upgrade of %s into %s".formatted(options.realName(lake), lake.processedBucket());
      return replay(lake, work);
    }
  }

  private void registerPartitions(String glueDatabase, Lake lake) {
    try (GlueClient glue = cli.aws().openGlue()) {
      GluePartitions partitions = new GluePartitions(glue, glueDatabase, lake.processedBucket());
      for (Table<?> table : Tables.ALL) {
        partitions.requireCurrent(table);
      }
      for (Table<?> table : Tables.ALL) {
        GluePartitions.Count count = partitions.register(table, dryRun());
        print(
            "%s: %s, %,d %s registered again"
                .formatted(
                    table.name(),
                    Counts.of(count.all(), "partition"),
                    count.outdated(),
                    dryRun() ? "would be" : "of them"));
        out().flush();
      }
    }
  }

  private int replay(Lake lake, String work) throws IOException, InterruptedException {
    SnapshotFilter all =
        new SnapshotFilter(Optional.empty(), Optional.empty(), new Playlists.All());
    ReplayTotals totals = replay(lake, all, Transformer.here(lake), work);
    registerDays(cli, lake, totals);
    long failed = totals.count(Outcome.Status.FAILED);
    if (failed > 0) {
      out()
          .printf(
              "The tables of %s are unchanged, see the errors.%n",
              Counts.of(failed, "failed snapshot"));
    }
    return failed == 0 ? 0 : 1;
  }
}
