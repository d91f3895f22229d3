package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.LocalS3;
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

/// Everything of Spotify's in a lake, or of some playlists, deleted.
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description =
        "Deletes snapshots and their rows in all six tables for good, with every version that the"
            + " buckets keep: all of them, or those of the playlists that are named. Lists what it"
            + " would delete and what stays, and asks.",
    footerHeading = "%nWhat it doesn't reach:%n",
    footer = {
      "Only objects whose keys have the form that this program stores under are deleted, and in a"
          + " folder only files: never through a symbolic link. Others are named and stay, unless"
          + " you agree to --everything and then to them.",
      "Rows of song_history and of other tables that queries made (delete there with SQL); results"
          + " of queries; report pages; logs; copies elsewhere.",
      "A function that is at work while this runs may write a table once more: purge again a"
          + " quarter of an hour later, which should find nothing. A playlist that is still"
          + " configured is stored again by the next run.",
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
          "Delete state/, which says when Spotify may be asked again, and the files of song_history"
              + " too, and after a question of its own everything else in the two buckets. Not"
              + " together with --playlist.")
  private boolean everything;

  @Option(names = "--dry-run", description = "List what would be deleted, and end.")
  private boolean dryRun;

  @Option(
      names = "--yes",
      description = "Don't ask. Keys of another form stay, unless --yes-others.")
  private boolean agreed;

  @Option(
      names = "--yes-others",
      description =
          "With --everything: delete also keys of another form, and don't ask about them.")
  private boolean agreedToOthers;

  private final CliEnvironment cli;

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
              LocalS3.RAW,
              LocalS3.PROCESSED,
              EngineOptions.HISTORY));
    }
    try (Lake buckets = lake.open(cli, dryRun)) {
      return purge(
          scope, new PurgeBuckets(buckets.s3(), buckets.rawBucket(), buckets.processedBucket()));
    }
  }

  private int purge(PurgeScope scope, PurgeTarget target) {
    Purge purge = new Purge(target, scope, this::printError);
    Purge.Survey survey = purge.survey();
    boolean mayTakeOthers = everything && survey.others().deletable() > 0;
    if (survey.isEmpty()) {
      out().println("There is nothing to delete.");
    } else {
      survey.deleted().forEach(this::print);
    }
    printLeft(survey);
    if (dryRun) {
      return 0;
    }
    if (!survey.isEmpty() && !agreed && !agrees(target.name())) {
      out().println("Nothing was deleted.");
      return 1;
    }
    boolean others = mayTakeOthers && agreesToOthers(survey.others());
    return survey.isEmpty() && !others ? 0 : delete(purge, others);
  }

  private PurgeScope scope() {
    if (agreedToOthers && !everything) {
      throw usageError("--yes-others: only together with --everything");
    }
    try {
      return new PurgeScope(which.playlists(spec()), everything);
    } catch (IllegalArgumentException both) {
      throw usageError("--everything: " + both.getMessage() + ": leave --playlist out");
    }
  }

  private void print(PurgeCount count) {
    out()
        .printf(
            "%-50s %,10d versions %,8d delete markers %,15d bytes%n",
            SafeText.sanitize(count.place()), count.objects(), count.markers(), count.bytes());
  }

  /// Names what stays, unless the person agrees to that too.
  private void printLeft(Purge.Survey survey) {
    for (PurgeCount kept : survey.kept()) {
      out().println("Left: " + SafeText.sanitize(kept.place()) + ", which --everything deletes.");
    }
    Purge.Others others = survey.others();
    if (others.total() > 0) {
      out().printf("Left, because the key is not of this program's form (%,d):%n", others.total());
      others.names().forEach(name -> out().println("  " + SafeText.sanitize(name)));
      if (others.total() > others.names().size()) {
        out().printf("  … and %,d more%n", others.total() - others.names().size());
      }
    }
    out().flush();
  }

  private boolean agrees(String name) {
    return cli.terminal()
        .ask("All this is deleted for good. Type " + SafeText.sanitize(name) + " to agree: ")
        .orElseThrow(
            () -> usageError("nobody is there to ask: say --yes to delete without a question"))
        .strip()
        .equals(name);
  }

  /// No answer is none that agrees.
  private boolean agreesToOthers(Purge.Others others) {
    if (agreedToOthers || agreed) {
      return agreedToOthers;
    }
    String question =
        "Delete these others too (%,d versions), all but links? Type others to agree: "
            .formatted(others.deletable());
    return cli.terminal().ask(question).map(String::strip).filter("others"::equals).isPresent();
  }

  private int delete(Purge purge, boolean others) {
    Purge.Result result = purge.delete(others);
    out()
        .printf(
            "%,d versions and delete markers are deleted, %,d are still there.%n",
            result.deleted(), result.failed());
    out()
        .println(
            "Not reached: tables that queries made, results of queries, report pages, logs. A"
                + " playlist that is still configured is stored again by the next run.");
    if (result.stillWritten()) {
      err().println("warning: snapshots or tables are still being written: purge again");
    }
    return result.isGood() ? 0 : 1;
  }
}
