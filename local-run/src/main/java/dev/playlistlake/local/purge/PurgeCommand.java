package dev.playlistlake.local.purge;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.lake.DeployedLake;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.PlaylistOptions;
import dev.playlistlake.local.lake.Playlists;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `purge`: deletes the content from Spotify in a lake, of all or of some playlists.
/// Used by one thread.
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description =
        "Permanently deletes snapshots and their rows in all six tables, with every version that"
            + " the buckets keep, and then their rows in the history tables. Deletes those of all"
            + " playlists, or only those of the playlists that you name. Lists what it would delete"
            + " and what it would keep, and asks for confirmation.",
    footerHeading = "%nHistory tables:%n",
    footer = {
      "On AWS, the statements run on Athena, in the workgroup and the database of the stack, or in"
          + " those that you name. No query then returns the rows. At the end, the command prints"
          + " the date when the last file with them is gone. If the history tables have files and"
          + " no workgroup is named, the command deletes everything else and ends with exit code"
          + " 1. Repeat the command if a statement fails; it sends all of them again.",
      "In a folder, the command starts the SQL engine if the lake has a history. Afterwards no file"
          + " of the lake contains the rows.",
      "",
      "Covers:",
      "In a folder, every purge deletes all covers that report --covers stored, because their files"
          + " do not name a playlist. A report page that you created contains covers: delete it"
          + " too.",
      "",
      "Not deleted:",
      "Objects whose keys do not have the form of this program's keys. They are listed and kept,"
          + " unless you use --everything and confirm their deletion, too. In a folder, only files"
          + " are deleted, and never through a symbolic link.",
      "Rows of other tables that queries created (delete them with SQL), results of queries,"
          + " report pages, logs, and copies elsewhere.",
      "A function or a merge that is still running may write rows after they were deleted. Run"
          + " purge again 15 minutes later; it should find nothing. A playlist that is still"
          + " configured is stored again by the next run.",
      "",
      "Examples:",
      "  playlist-lake purge --lake lake --playlist 3JHxUD0tUdbglCLDQeCjcD",
      "  playlist-lake purge --stack playlist-lake --playlist 3JHxUD0tUdbglCLDQeCjcD",
      "  playlist-lake purge --raw-bucket my-raw --processed-bucket my-tables --dry-run"
    })
public final class PurgeCommand extends CliCommand {
  @ArgGroup(multiplicity = "1")
  private @Nullable LakeOptions where;

  @Option(
      names = "--workgroup",
      paramLabel = "NAME",
      description =
          "With buckets and --database: the workgroup of Athena that runs the statements of the"
              + " history tables, such as playlist-lake-prod-history. Athena charges you for them.")
  private @Nullable String workgroup;

  @Mixin private PlaylistOptions which = new PlaylistOptions();

  @Option(
      names = "--everything",
      description =
          "Also delete state/ (the time until which Spotify blocks requests) and the files of the"
              + " history tables, which are then unusable in the Glue database. After a separate"
              + " confirmation, also delete everything else in the two buckets. Not allowed"
              + " together with --playlist.")
  private boolean everything;

  @Option(
      names = "--dry-run",
      description = "List what would be deleted and the statements, and stop.")
  private boolean dryRun;

  @Option(
      names = "--yes",
      description =
          "Do not ask for confirmation. Keys of another form are kept, unless you also use"
              + " --yes-others.")
  private boolean agreed;

  @Option(
      names = "--yes-others",
      description = "With --everything: also delete keys of another form, without asking.")
  private boolean agreedToOthers;

  private final CliEnvironment cli;
  private final EngineLauncher engines;

  /// A command that uses this environment, and this launcher for the history tables in a folder.
  public PurgeCommand(CliEnvironment cli, EngineLauncher engines) {
    this.cli = cli;
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException {
    PurgeScope scope = scope();
    LakeOptions lake = Objects.requireNonNull(where);
    Optional<LakeOptions.OnAws> onAws = lake.onAws();
    if (onAws.isPresent()) {
      return purge(scope, onAws.get());
    }
    if (workgroup != null) {
      throw usageError("--workgroup requires --raw-bucket, --processed-bucket and --database");
    }
    Path folder = lake.folder().orElseThrow();
    Lake.requireLake(folder);
    PurgeFolder target =
        new PurgeFolder(
            folder.toString(), folder.toRealPath(), LakeLayout.RAW, LakeLayout.PROCESSED);
    Purge purge = new Purge(target, scope, this::printError);
    Purge.Survey survey = purge.survey();
    return purge(
        purge,
        survey,
        target.name(),
        everything || !hasHistory(folder, survey)
            ? Optional.empty()
            : Optional.of(new HistoryInFolder(engines, folder)));
  }

  /// The engine reports a link as an error.
  private static boolean hasHistory(Path lake, Purge.Survey survey) {
    return !survey.history().isEmpty()
        || HistoryErasure.FOLDERS.stream().map(lake::resolve).anyMatch(Files::isSymbolicLink);
  }

  private int purge(PurgeScope scope, LakeOptions.OnAws onAws) throws IOException {
    if (onAws.hasStack() && workgroup != null) {
      throw usageError("--workgroup is not allowed with --stack, whose outputs name it");
    }
    DeployedLake names = onAws.names(cli);
    Optional<HistoryTarget> history = history(names);
    try (Lake buckets = Lake.onAws(cli, names)) {
      PurgeBuckets target =
          new PurgeBuckets(buckets.s3(), buckets.rawBucket(), buckets.processedBucket());
      Purge purge = new Purge(target, scope, this::printError);
      return purge(purge, purge.survey(), target.name(), history);
    }
  }

  /// Returns the history tables, or empty if neither a stack nor a workgroup is named, or if their
  /// files are deleted.
  private Optional<HistoryTarget> history(DeployedLake names) {
    if (names.stack().isEmpty() && (workgroup == null) != names.database().isEmpty()) {
      throw usageError(
          workgroup == null
              ? "--database requires --workgroup"
              : "--workgroup requires --database");
    }
    if (everything) {
      return Optional.empty();
    }
    return names
        .historyWorkgroup()
        .or(() -> Optional.ofNullable(workgroup))
        .map(group -> new HistoryOnAthena(cli.aws(), group, names.database().orElseThrow()));
  }

  private int purge(Purge purge, Purge.Survey survey, String name, Optional<HistoryTarget> history)
      throws IOException {
    boolean isEmpty = survey.isEmpty() && history.isEmpty();
    if (isEmpty) {
      out().println("There is nothing to delete.");
    } else {
      survey.deleted().forEach(this::print);
    }
    history.ifPresent(this::print);
    if (everything && !isEmpty && Objects.requireNonNull(where).onAws().isPresent()) {
      out()
          .printf(
              "Without their files, these Glue tables are unusable: %s%n",
              String.join(", ", HistoryErasure.TABLES));
    }
    printKept(survey);
    boolean unreached = history.isEmpty() && !survey.history().isEmpty();
    if (dryRun) {
      if (unreached) {
        printUnreached(survey);
      }
      return 0;
    }
    if (!isEmpty && !agreed && !agrees(name)) {
      out().println("Nothing was deleted.");
      return 1;
    }
    boolean others =
        everything && survey.others().deletable() > 0 && agreesToOthers(survey.others());
    // First the tables, because a merge fills the history from them.
    boolean good = (survey.isEmpty() && !others) || delete(purge, others);
    if (history.isPresent()) {
      good &= deleteHistory(history.get());
    }
    if (unreached) {
      printUnreached(survey);
    }
    return good && !unreached ? 0 : 1;
  }

  private Set<String> playlistIds() {
    return switch (which.playlists(spec())) {
      case Playlists.All _ -> Set.of();
      case Playlists.Named named ->
          named.ids().stream().map(PlaylistId::value).collect(Collectors.toSet());
    };
  }

  private boolean deleteHistory(HistoryTarget history) {
    HistoryPurge work = new HistoryPurge(cli.clock(), out(), err());
    try {
      return history.run(engine -> work.run(history, history.statements(playlistIds()), engine));
    } catch (IOException | SqlException | CommandException notOpened) {
      printError(
          "the rows in the history tables were not deleted: "
              + (notOpened instanceof IOException file
                  ? FileErrors.of(file)
                  : notOpened.getMessage()));
      return false;
    }
  }

  private PurgeScope scope() {
    if (agreedToOthers && !everything) {
      throw usageError("--yes-others requires --everything");
    }
    try {
      return new PurgeScope(which.playlists(spec()), everything);
    } catch (IllegalArgumentException both) {
      throw usageError("--everything: " + both.getMessage() + ". Omit --playlist.");
    }
  }

  private void print(HistoryTarget history) {
    List<String> statements = history.statements(playlistIds());
    out()
        .printf(
            "History tables: rows of %s (%s)%s%n",
            String.join(", ", HistoryErasure.TABLES),
            history.place(),
            dryRun ? ", with these statements:" : "");
    if (dryRun) {
      statements.forEach(statement -> out().println("  " + SafeText.sanitize(statement)));
    }
  }

  private void print(PurgeCount count) {
    out()
        .printf(
            "%-50s %,10d %-8s %,8d %-14s %,15d %s%n",
            SafeText.sanitize(count.place()),
            count.objects(),
            plural(count.objects(), "version"),
            count.markers(),
            plural(count.markers(), "delete marker"),
            count.bytes(),
            plural(count.bytes(), "byte"));
  }

  private static String plural(long count, String noun) {
    return count == 1 ? noun : noun + "s";
  }

  /// Lists what the purge keeps.
  private void printKept(Purge.Survey survey) {
    for (PurgeCount kept : survey.kept()) {
      out().println("Kept: " + SafeText.sanitize(kept.place()) + ". Delete it with --everything.");
    }
    Purge.Others others = survey.others();
    if (others.total() > 0) {
      out()
          .printf(
              "Kept, because the keys do not have the form of this program's keys (%,d):%n",
              others.total());
      others.names().forEach(name -> out().println("  " + SafeText.sanitize(name)));
      if (others.total() > others.names().size()) {
        out().printf("  … and %,d more%n", others.total() - others.names().size());
      }
    }
    out().flush();
  }

  private void printUnreached(Purge.Survey survey) {
    printError(
        "the rows in the history tables were not deleted, because no workgroup is named; these have"
            + " files: "
            + survey.history().stream()
                .map(count -> SafeText.sanitize(count.place()))
                .collect(Collectors.joining(", "))
            + ". Repeat the command with --stack NAME, or with --workgroup NAME and --database"
            + " NAME. To delete the files of all playlists, use --everything.");
  }

  private boolean agrees(String name) {
    return cli.terminal()
        .ask("This is deleted permanently. Type " + SafeText.sanitize(name) + " to confirm: ")
        .orElseThrow(
            () ->
                usageError(
                    "no terminal is attached to ask for confirmation. Use --yes to delete without"
                        + " confirmation."))
        .strip()
        .equals(name);
  }

  /// Without a terminal, the other objects are kept.
  private boolean agreesToOthers(Purge.Others others) {
    if (agreedToOthers || agreed) {
      return agreedToOthers;
    }
    String question =
        "Delete these other objects too (%,d %s)? Symbolic links and special files are kept. Type others to confirm: "
            .formatted(others.deletable(), plural(others.deletable(), "version"));
    return cli.terminal().ask(question).map(String::strip).filter("others"::equals).isPresent();
  }

  /// @return whether everything was deleted
  private boolean delete(Purge purge, boolean others) {
    Purge.Result result = purge.delete(others);
    out()
        .printf(
            "%,d %s deleted, %,d could not be deleted.%n",
            result.deleted(),
            result.deleted() == 1
                ? "version or delete marker was"
                : "versions and delete markers were",
            result.failed());
    out()
        .println(
            "Not deleted: other tables that queries created, results of queries, report pages,"
                + " logs. A playlist that is still configured is stored again by the next run.");
    if (result.stillWritten()) {
      err().println("warning: snapshots or tables are still being written. Run purge again.");
    }
    return result.isGood();
  }
}
