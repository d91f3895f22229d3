package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.PlaylistOptions;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
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
            + " the buckets keep. Deletes those of all playlists, or only those of the playlists"
            + " that you name. Lists what it would delete and what it would keep, and asks for"
            + " confirmation.",
    footerHeading = "%nNot deleted:%n",
    footer = {
      "Objects whose keys do not have the form of this program's keys. They are listed and kept,"
          + " unless you use --everything and confirm their deletion, too. In a folder, only files"
          + " are deleted, and never through a symbolic link.",
      "Rows of song_history and of other tables that queries created (delete them with SQL),"
          + " results of queries, report pages, logs, and copies elsewhere.",
      "A function that is still running may write a table after it was deleted. Run purge again 15"
          + " minutes later; it should find nothing. A playlist that is still configured is stored"
          + " again by the next run.",
      "",
      "Examples:",
      "  playlist-lake purge --lake lake --playlist 3JHxUD0tUdbglCLDQeCjcD",
      "  playlist-lake purge --raw-bucket my-raw --processed-bucket my-tables --dry-run"
    })
public final class PurgeCommand extends CliCommand {
  @ArgGroup(multiplicity = "1")
  private @Nullable LakeOptions where;

  @Mixin private PlaylistOptions which = new PlaylistOptions();

  @Option(
      names = "--everything",
      description =
          "Also delete state/ (the time until which Spotify blocks requests) and the files of"
              + " song_history. After a separate confirmation, also delete everything else in the"
              + " two buckets. Not allowed together with --playlist.")
  private boolean everything;

  @Option(names = "--dry-run", description = "List what would be deleted, and stop.")
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

  /// A command that uses this environment.
  public PurgeCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    PurgeScope scope = scope();
    LakeOptions lake = Objects.requireNonNull(where);
    Path folder = lake.folder().orElse(null);
    if (folder != null) {
      Lake.requireLake(folder);
      return purge(
          scope,
          new PurgeFolder(
              folder.toString(),
              folder.toRealPath(),
              LakeLayout.RAW,
              LakeLayout.PROCESSED,
              LakeLayout.HISTORY));
    }
    try (Lake buckets = lake.open(cli, dryRun)) {
      return purge(
          scope, new PurgeBuckets(buckets.s3(), buckets.rawBucket(), buckets.processedBucket()));
    }
  }

  private int purge(PurgeScope scope, PurgeTarget target) {
    Purge purge = new Purge(target, scope, this::printError);
    Purge.Survey survey = purge.survey();
    boolean mayDeleteOthers = everything && survey.others().deletable() > 0;
    if (survey.isEmpty()) {
      out().println("There is nothing to delete.");
    } else {
      survey.deleted().forEach(this::print);
    }
    printKept(survey);
    if (dryRun) {
      return 0;
    }
    if (!survey.isEmpty() && !agreed && !agrees(target.name())) {
      out().println("Nothing was deleted.");
      return 1;
    }
    boolean others = mayDeleteOthers && agreesToOthers(survey.others());
    return survey.isEmpty() && !others ? 0 : delete(purge, others);
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

  private int delete(Purge purge, boolean others) {
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
            "Not deleted: tables that queries created, results of queries, report pages, logs. A"
                + " playlist that is still configured is stored again by the next run.");
    if (result.stillWritten()) {
      err().println("warning: snapshots or tables are still being written. Run purge again.");
    }
    return result.isGood() ? 0 : 1;
  }
}
