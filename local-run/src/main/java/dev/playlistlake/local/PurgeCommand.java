package dev.playlistlake.local;

import dev.playlistlake.local.operate.Lake;
import dev.playlistlake.local.operate.Purge;
import dev.playlistlake.local.operate.PurgeCount;
import dev.playlistlake.local.operate.PurgeScope;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Everything of Spotify's in a lake, or of some playlists, deleted.
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description =
        "Deletes snapshots and their rows in all six tables for good, with every version that the"
            + " buckets keep: all of them, or those of the playlists that are named. Lists what it"
            + " would delete, and asks.",
    footerHeading = "%nWhat it doesn't reach:%n",
    footer = {
      "Rows of song_history and of other tables that queries made (delete there with SQL); results"
          + " of queries; logs; copies elsewhere. Nothing else in the buckets is touched; state/,"
          + " which only says when Spotify may be asked again, goes with --everything.",
      "A function that is at work while this runs may write a table once more: purge again a"
          + " quarter of an hour later, which should find nothing. A playlist that is still"
          + " configured is stored again by the next run.",
      "",
      "Examples:",
      "  playlist-lake purge --lake lake --playlist 3JHxUD0tUdbglCLDQeCjcD",
      "  playlist-lake purge --raw-bucket my-raw --processed-bucket my-tables --dry-run"
    })
final class PurgeCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private @Nullable LakeOptions where;

  @Mixin private PlaylistOptions which = new PlaylistOptions();

  @Option(
      names = "--everything",
      description =
          "Delete state/ of the raw bucket and the files of song_history too, before the buckets"
              + " themselves are removed. Not together with --playlist.")
  private boolean everything;

  @Option(names = "--dry-run", description = "List what would be deleted, and end.")
  private boolean rehearsal;

  @Option(names = "--yes", description = "Don't ask.")
  private boolean agreed;

  @Spec private @Nullable CommandSpec spec;

  private final Machine machine;

  PurgeCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws IOException {
    PurgeScope scope = scope();
    try (OpenLake open = Objects.requireNonNull(where).open(machine)) {
      Purge purge =
          new Purge(
              open.lake(), scope, message -> err().println("error: " + SafeText.sanitize(message)));
      List<PurgeCount> counts = purge.count();
      if (counts.stream().allMatch(PurgeCount::isEmpty)) {
        out().println("There is nothing to delete.");
        return 0;
      }
      list(counts);
      if (rehearsal) {
        return 0;
      }
      if (!agreed && !agrees(open.lake())) {
        out().println("Nothing was deleted.");
        return 1;
      }
      return delete(purge);
    }
  }

  private PurgeScope scope() {
    try {
      return new PurgeScope(which.playlists(spec()), everything);
    } catch (IllegalArgumentException both) {
      throw new ParameterException(
          spec().commandLine(),
          "--everything: " + both.getMessage() + ": leave --playlist out",
          both);
    }
  }

  private void list(List<PurgeCount> counts) {
    for (PurgeCount count : counts) {
      out()
          .printf(
              "%-50s %,10d versions %,8d delete markers %,15d bytes%n",
              SafeText.sanitize(count.place()), count.objects(), count.markers(), count.bytes());
    }
    out().flush();
  }

  private boolean agrees(Lake lake) {
    String name = lake.versioned() ? lake.rawBucket() : lake.name();
    Optional<String> answer =
        machine
            .terminal()
            .ask("All this is deleted for good. Type " + SafeText.sanitize(name) + " to agree: ");
    if (answer.isEmpty()) {
      throw new ParameterException(
          spec().commandLine(), "nobody is there to ask: say --yes to delete without a question");
    }
    return answer.get().strip().equals(name);
  }

  private int delete(Purge purge) {
    Purge.Result result = purge.delete();
    out()
        .printf(
            "%,d versions and delete markers are deleted, %,d are still there.%n",
            result.deleted(), result.failed());
    out()
        .println(
            "Not reached: tables that queries made (song_history), results of queries, logs. A"
                + " playlist that is still configured is stored again by the next run.");
    if (result.stillWritten()) {
      err().println("warning: snapshots or tables are still being written: purge again");
    }
    return result.isGood() ? 0 : 1;
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
