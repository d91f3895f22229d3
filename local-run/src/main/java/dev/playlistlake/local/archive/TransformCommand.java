package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.lake.LinkCheck;
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

/// Raw JSON that anyone saved into the processed layout in a folder.
@Command(
    name = "transform",
    mixinStandardHelpOptions = true,
    description = "Turns saved Spotify JSON into the six tables.",
    footer = {
      "",
      "A file that can't be read doesn't stop the others; each is named, and nothing is written of"
          + " it.",
      "Example: playlist-lake transform --out tables my-archive/"
    })
public final class TransformCommand extends CliCommand {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the tables go: DIR/<table>/snapshot_date=<date>/<playlist>.csv.")
  private Path out = Path.of("");

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description =
          "The snapshots' date. Default: snapshot_date= in the file's path, else the document's"
              + " extracted_at, else the file's modification time in UTC.")
  private @Nullable LocalDate date;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors and the last line alone.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Documents; of a folder every *.json and *.json.gz, at any depth. Gzipped or plain;"
              + " a playlist, a page, an array of them or of entries, or a raw snapshot.")
  private List<Path> arguments = List.of();

  private final DuplicateSnapshots taken = new DuplicateSnapshots();
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
            "%d of %d files gave %d snapshots with %d songs; tables are in %s%n",
            files - failedFiles, files, snapshots, songs, SafeText.sanitize(out));
    return good ? 0 : 1;
  }

  private List<RawFile> files(Path argument) throws IOException {
    RawFiles files = RawFiles.of(argument);
    files.warnings().forEach(this::warn);
    files.unreadable().forEach(this::failUnread);
    files.nothing(argument).ifPresent(this::tellError);
    return files.found();
  }

  private void failUnread(IOException trouble) {
    files++;
    fail(FileErrors.of(trouble));
  }

  private void transform(RawFile file, FolderStore store) {
    files++;
    try {
      List<Snapshot> found = file.read(Optional.ofNullable(date)).snapshots();
      taken.requireFree(found, file);
      for (Snapshot snapshot : found) {
        store.requireOwn(snapshot);
      }
      for (Snapshot snapshot : found) {
        store.put(snapshot);
        taken.take(snapshot, file);
        tell(file, snapshot);
      }
    } catch (TransformException | IllegalArgumentException refused) {
      fail(String.valueOf(refused.getMessage()));
    } catch (IOException unreadable) {
      fail(FileErrors.of(unreadable));
    } catch (OutOfMemoryError tooMuch) {
      fail(String.valueOf(TransformException.tooLarge(file.path() + "", tooMuch).getMessage()));
    }
  }

  private void tell(RawFile file, Snapshot snapshot) {
    PlaylistSummary summary = snapshot.summary();
    snapshots++;
    songs += summary.songs();
    if (!quiet) {
      out()
          .printf(
              "%s: %s %s: %d read = %d songs + %d duplicates + %d rejects%s%n",
              SafeText.sanitize(file.path()),
              snapshot.playlist(),
              snapshot.date(),
              summary.itemsRead(),
              summary.songs(),
              summary.duplicates(),
              summary.rejects(),
              remark(summary));
    }
  }

  private static String remark(PlaylistSummary summary) {
    if (summary.incomplete()) {
      return " (incomplete: Spotify declared " + summary.itemsDeclared().getAsLong() + ")";
    }
    return summary.songs() == 0 && summary.rejects() > 0 ? " (no song: see its rejects)" : "";
  }

  private void fail(String message) {
    failedFiles++;
    tellError(message);
  }

  private void tellError(String message) {
    good = false;
    printError(message);
  }

  private void warn(String message) {
    printWarning(message);
  }
}
