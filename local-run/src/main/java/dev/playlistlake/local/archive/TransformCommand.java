package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.lake.LinkCheck;
import dev.playlistlake.local.lake.RunTotals;
import dev.playlistlake.local.lake.SnapshotsInTrouble;
import dev.playlistlake.model.PlaylistSummary;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Trouble;
import dev.playlistlake.transform.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `playlist-lake transform`: writes the tables of saved Spotify JSON into a folder.
@Command(
    name = "transform",
    mixinStandardHelpOptions = true,
    description = "Transforms saved Spotify JSON into the six tables.",
    footer = {
      "",
      "A file that cannot be read is reported as an error and does not stop the others. No tables"
          + " are written for it. A playlist of an array that cannot be read does not stop the"
          + " other playlists.",
      "Example: playlist-lake transform --out tables my-archive/"
    })
public final class TransformCommand extends ArchiveCommand {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the tables: DIR/<table>/snapshot_date=<date>/<playlist>.csv.")
  private Path out = Path.of("");

  private final SnapshotsInTrouble inTrouble = new SnapshotsInTrouble();
  private @Nullable FolderStore store;
  private int snapshots;
  private long songs;

  @Override
  public Integer call() throws IOException {
    LinkCheck.requirePlainTables(out);
    Files.createDirectories(out);
    store = new FolderStore(out);
    loadAll();
    inTrouble.print(out());
    out()
        .printf(
            "%,d of %s transformed, %s with %s; the tables are in %s%n",
            loadedFileCount(),
            Counts.of(fileCount(), "file"),
            Counts.of(snapshots, "snapshot"),
            Counts.of(songs, "song"),
            SafeText.sanitize(out));
    return errorCount() == 0 ? 0 : 1;
  }

  @Override
  int load(Reading reading) throws IOException {
    FolderStore tables = Objects.requireNonNull(store);
    for (Snapshot snapshot : reading.snapshots().values()) {
      tables.requireOwn(snapshot);
    }
    for (Snapshot snapshot : reading.snapshots().values()) {
      tables.put(snapshot);
      count(reading, snapshot);
    }
    return reading.snapshots().size();
  }

  private void count(Reading reading, Snapshot snapshot) {
    PlaylistSummary summary = snapshot.summary();
    snapshots++;
    inTrouble.add(snapshot);
    songs += summary.songs();
    if (!quiet()) {
      out()
          .printf(
              "%s: %s %s: %s%s%n",
              SafeText.sanitize(reading.name()),
              snapshot.playlist(),
              snapshot.date(),
              RunTotals.reconciliation(
                  summary.itemsRead(), summary.songs(), summary.duplicates(), summary.rejects()),
              remark(summary));
    }
  }

  private static String remark(PlaylistSummary summary) {
    if (!summary.troubles().isEmpty()) {
      return summary.troubles().stream()
          .map(trouble -> trouble.text() + declared(trouble, summary))
          .collect(Collectors.joining(", ", " (", ")"));
    }
    return summary.songs() == 0 && summary.rejects() > 0 ? " (no songs, see the rejects)" : "";
  }

  private static String declared(Trouble trouble, PlaylistSummary summary) {
    return trouble == Trouble.UNREADABLE
        ? ""
        : ", Spotify declared " + summary.itemsDeclared().getAsLong();
  }
}
