package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.lake.LinkCheck;
import dev.playlistlake.local.lake.RunTotals;
import dev.playlistlake.model.PlaylistSummary;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.transform.Snapshot;
import dev.playlistlake.transform.TransformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `playlist-lake transform`: writes the tables of saved Spotify JSON into a folder.
@Command(
    name = "transform",
    mixinStandardHelpOptions = true,
    description = "Transforms saved Spotify JSON into the six tables.",
    footer = {
      "",
      "A file that cannot be read is reported as an error and does not stop the others. No tables"
          + " are written for it.",
      "Example: playlist-lake transform --out tables my-archive/"
    })
public final class TransformCommand extends CliCommand {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the tables: DIR/<table>/snapshot_date=<date>/<playlist>.csv.")
  private Path out = Path.of("");

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description =
          "Date of the snapshots. Default: snapshot_date= in the file's path, otherwise"
              + " extracted_at in the document, otherwise the file's modification time in UTC.")
  private @Nullable LocalDate date;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only errors, warnings and the last line.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Documents, or folders whose *.json and *.json.gz files are read, at any depth. A"
              + " document is plain or gzipped JSON: a playlist, a page, an array of playlists,"
              + " pages or entries, or a raw snapshot.")
  private List<Path> arguments = List.of();

  private final DuplicateSnapshots duplicates = new DuplicateSnapshots();
  private int files;
  private int failedFiles;
  private boolean good = true;
  private int snapshots;
  private long songs;

  @Override
  public Integer call() throws IOException {
    LinkCheck.requirePlainTables(out);
    Files.createDirectories(out);
    FolderStore store = new FolderStore(out);
    for (Path argument : arguments) {
      files(argument).forEach(file -> transform(file, store));
    }
    out()
        .printf(
            "%,d of %s transformed, %s with %s; the tables are in %s%n",
            files - failedFiles,
            Counts.of(files, "file"),
            Counts.of(snapshots, "snapshot"),
            Counts.of(songs, "song"),
            SafeText.sanitize(out));
    return good ? 0 : 1;
  }

  private List<RawFile> files(Path argument) throws IOException {
    RawFiles files = RawFiles.of(argument);
    files.warnings().forEach(warning -> printWarning(warning));
    files.unreadable().forEach(this::failUnread);
    files.errorIfEmpty(argument).ifPresent(this::failCommand);
    return files.found();
  }

  private void failUnread(IOException unreadable) {
    files++;
    fail(FileErrors.of(unreadable));
  }

  private void transform(RawFile file, FolderStore store) {
    files++;
    try {
      List<Snapshot> found = file.read(Optional.ofNullable(date)).snapshots();
      duplicates.requireNew(found, file);
      for (Snapshot snapshot : found) {
        store.requireOwn(snapshot);
      }
      for (Snapshot snapshot : found) {
        store.put(snapshot);
        duplicates.add(snapshot, file);
        count(file, snapshot);
      }
    } catch (TransformException | IllegalArgumentException invalid) {
      fail(String.valueOf(invalid.getMessage()));
    } catch (IOException unreadable) {
      fail(FileErrors.of(unreadable));
    } catch (OutOfMemoryError tooMuch) {
      fail(String.valueOf(TransformException.tooLarge(file.path() + "", tooMuch).getMessage()));
    }
  }

  private void count(RawFile file, Snapshot snapshot) {
    PlaylistSummary summary = snapshot.summary();
    snapshots++;
    songs += summary.songs();
    if (!quiet) {
      out()
          .printf(
              "%s: %s %s: %s%s%n",
              SafeText.sanitize(file.path()),
              snapshot.playlist(),
              snapshot.date(),
              RunTotals.reconciliation(
                  summary.itemsRead(), summary.songs(), summary.duplicates(), summary.rejects()),
              remark(summary));
    }
  }

  private static String remark(PlaylistSummary summary) {
    if (summary.incomplete()) {
      return " (incomplete, Spotify declared " + summary.itemsDeclared().getAsLong() + ")";
    }
    return summary.songs() == 0 && summary.rejects() > 0 ? " (no songs, see the rejects)" : "";
  }

  private void fail(String message) {
    failedFiles++;
    failCommand(message);
  }

  private void failCommand(String message) {
    good = false;
    printError(message);
  }
}
