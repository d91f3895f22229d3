package dev.playlistlake.local.verify;

import dev.playlistlake.athena.SqlException;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.Progress;
import dev.playlistlake.local.cli.StackOutputs;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.local.lake.DeployedLake;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.RawListing;
import dev.playlistlake.local.lake.RawObject;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.local.operate.FilterOptions;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.glue.GlueClient;

/// The command `verify`: checks a lake for damage and changes nothing. Used by one thread.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks a lake for damage, and changes nothing in it. Computes the tables of each snapshot"
            + " again from its raw object and compares every byte. Then runs the saved queries"
            + " broken_rules and troubled_snapshots. On AWS it also compares the partitions in the"
            + " Glue catalog with the files.",
    footerHeading = "%nDetails:%n",
    footer = {
      "Prints a line for each check, the first findings, and what to do. --json prints one JSON"
          + " document with all findings.",
      "The exit code is 0 without damage, 1 with damage or if a check could not run, and 2 for"
          + " invalid usage. Warnings do not change it.",
      "Run it while no run, import or replay writes into the lake.",
      "The AWS credentials need:",
      "  s3:ListBucket and s3:GetObject on both buckets",
      "  " + PartitionCheck.ACTIONS + " with --stack or --database",
      "  cloudformation:DescribeStacks with --stack",
      "  the permissions of a query, if the saved queries run on Athena",
      "",
      "Examples:",
      "  playlist-lake verify",
      "  playlist-lake verify --lake lake --from 2026-11-01 --json",
      "  playlist-lake verify --stack playlist-lake"
    })
public final class VerifyCommand extends CliCommand {
  private static final Path LAKE = Path.of("lake");

  @ArgGroup private @Nullable LakeOptions where;

  @Mixin private FilterOptions which = new FilterOptions();

  @Option(
      names = "--athena",
      paramLabel = "WORKGROUP",
      description =
          "On AWS: run the saved queries on Amazon Athena in this workgroup. Athena charges you for"
              + " it. Default: with --stack the stack's workgroup for queries. With buckets it"
              + " requires --database, and the saved queries are skipped without it.")
  private @Nullable String workgroup;

  @Option(names = "--no-sql", description = "Skip the saved queries.")
  private boolean noSql;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final CliEnvironment cli;
  private final EngineLauncher engines;

  /// A command that uses this environment and opens engines with this launcher.
  public VerifyCommand(CliEnvironment cli, EngineLauncher engines) {
    this.cli = cli;
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException {
    SnapshotFilter filter = which.filter(spec());
    Optional<LakeOptions.OnAws> onAws = where == null ? Optional.empty() : where.onAws();
    if (onAws.isEmpty() && workgroup != null) {
      throw usageError("--athena requires --stack, or --raw-bucket and --processed-bucket");
    }
    if (where != null && where.lacksDatabase() && workgroup != null) {
      throw usageError("--athena requires --database, or --stack");
    }
    if (workgroup != null && noSql) {
      throw usageError("--athena and --no-sql exclude each other");
    }
    if (onAws.isEmpty() && !noSql) {
      engines.require();
    }
    Optional<DeployedLake> names = onAws.map(options -> options.names(cli));
    Optional<String> athena =
        noSql
            ? Optional.empty()
            : Optional.ofNullable(workgroup).or(() -> names.flatMap(DeployedLake::workgroup));
    try (Lake lake =
        names.isPresent() ? Lake.onAws(cli, names.get()) : Lake.openForDryRun(folder())) {
      Repair repair = new Repair(lake, names.flatMap(DeployedLake::stack).map(StackOutputs::stack));
      return json ? printJson(lake, filter, athena, repair) : print(lake, filter, athena, repair);
    }
  }

  private Path folder() {
    return where == null ? LAKE : where.folder().orElseThrow();
  }

  private int print(Lake lake, SnapshotFilter filter, Optional<String> athena, Repair repair)
      throws IOException {
    VerifyTotals totals = new VerifyTotals(_ -> {});
    check(lake, filter, athena, totals);
    new VerifyText(totals, repair, out()).print();
    return totals.isGood() ? 0 : 1;
  }

  private int printJson(Lake lake, SnapshotFilter filter, Optional<String> athena, Repair repair)
      throws IOException {
    try (VerifyJson document = new VerifyJson(lake.name(), out())) {
      VerifyTotals totals = new VerifyTotals(document::add);
      check(lake, filter, athena, totals);
      document.end(totals, repair);
      return totals.isGood() ? 0 : 1;
    }
  }

  private void check(Lake lake, SnapshotFilter filter, Optional<String> athena, VerifyTotals totals)
      throws IOException {
    Set<RawKey> snapshots = snapshots(lake, filter, totals);
    if (snapshots.isEmpty()) {
      printWarning(lake.name() + ": no matching snapshot under " + RawKey.PREFIX);
    }
    checkFiles(lake, snapshots, totals);
    TableListing files = new TableListing(lake, filter, totals);
    files.check(snapshots);
    checkPartitions(lake, filter, files, totals);
    checkSql(lake, filter, athena, totals);
  }

  private static Set<RawKey> snapshots(Lake lake, SnapshotFilter filter, VerifyTotals totals) {
    Set<RawKey> snapshots = new TreeSet<>(Comparator.comparing(RawKey::toString));
    RawListing listing =
        new RawListing(
            lake,
            filter,
            key ->
                totals.add(
                    Finding.of(
                        Check.RAW_KEY_FORM,
                        lake.rawBucket() + "/" + key,
                        "is not the key of a snapshot")));
    for (Optional<RawObject> next = listing.next(); next.isPresent(); next = listing.next()) {
      snapshots.add(next.get().key());
    }
    return snapshots;
  }

  private void checkFiles(Lake lake, Set<RawKey> snapshots, VerifyTotals totals) {
    SnapshotFiles files = new SnapshotFiles(lake, totals);
    // Standard output is one document with --json.
    Progress progress = new Progress(System::nanoTime, this::printProgress);
    int done = 0;
    for (RawKey key : snapshots) {
      files.check(key);
      int soFar = ++done;
      progress.tick(() -> "… %,d of %,d snapshots".formatted(soFar, snapshots.size()));
    }
  }

  private void printProgress(String line) {
    err().println(line);
    err().flush();
  }

  private void checkPartitions(
      Lake lake, SnapshotFilter filter, TableListing files, VerifyTotals totals) {
    if (lake.database().isEmpty()) {
      totals.skip(Check.Group.PARTITIONS, "only with --stack or --database");
      return;
    }
    try (GlueClient glue = cli.aws().openGlue()) {
      new PartitionCheck(glue, lake.database().get(), filter, totals).check(files);
    } catch (CommandException failure) {
      totals.fail(Check.Group.PARTITIONS, String.valueOf(failure.getMessage()));
      printError(String.valueOf(failure.getMessage()));
    }
  }

  private void checkSql(
      Lake lake, SnapshotFilter filter, Optional<String> athena, VerifyTotals totals)
      throws IOException {
    if (noSql) {
      totals.skip(Check.Group.SQL, "--no-sql");
    } else if (!lake.versioned() && !hasTables(folder())) {
      totals.skip(Check.Group.SQL, "the lake has no folder processed/playlists");
    } else if (lake.versioned() && athena.isEmpty()) {
      totals.skip(Check.Group.SQL, "buckets require --athena");
    } else {
      EngineOptions engine =
          athena
              .map(name -> EngineOptions.ofAthena(name, lake.database().orElseThrow()))
              .orElseGet(() -> EngineOptions.ofFolder(folder()));
      checkSql(lake, filter, engine, totals);
    }
  }

  private void checkSql(
      Lake lake, SnapshotFilter filter, EngineOptions options, VerifyTotals totals) {
    try {
      engines.run(
          options,
          engine -> {
            new SqlCheck(engine, lake.processedBucket(), filter, totals).check();
            return totals.isGood() ? 0 : 1;
          });
    } catch (SqlException failure) {
      fail(totals, String.valueOf(failure.getMessage()));
    } catch (IOException failure) {
      fail(totals, FileErrors.of(failure));
    }
  }

  private void fail(VerifyTotals totals, String reason) {
    totals.fail(Check.Group.SQL, reason);
    printError("the saved queries failed: " + reason);
  }

  private static boolean hasTables(Path folder) throws IOException {
    return LakeLayout.isFolder(
        folder.resolve(LakeLayout.PROCESSED).resolve(Tables.PLAYLISTS.name()));
  }
}
