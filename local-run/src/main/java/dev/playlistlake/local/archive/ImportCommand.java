package dev.playlistlake.local.archive;

import dev.playlistlake.local.archive.RawUpload.Existing;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.transform.TransformException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `playlist-lake import`: stores saved Spotify JSON in a lake.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads Spotify JSON that other tools saved, and stores each playlist in the raw bucket"
            + " under its own key, with its text unchanged. The transform then writes its tables.",
    footerHeading = "%n",
    footer = {
      "Each document is read completely before any of it is stored. A document that the transform"
          + " would reject is reported as an error and does not stop the others. If you repeat the"
          + " command, nothing is stored twice.",
      "",
      "Examples:",
      "  playlist-lake import --lake lake my-archive/",
      "  playlist-lake import --raw-bucket my-raw --date 2025-03-01 saved-in-march.json"
    })
public final class ImportCommand extends CliCommand {
  @ArgGroup(multiplicity = "1")
  private @Nullable ImportTarget target;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description =
          "Date of the snapshots. Default: snapshot_date= in the file's path, otherwise"
              + " extracted_at in the document, otherwise the file's modification time in UTC.")
  private @Nullable LocalDate date;

  @Option(
      names = "--overwrite",
      description =
          "Replace a different document under the same key. Default: keep it and print a warning.")
  private boolean overwrite;

  @Option(names = "--dry-run", description = "Read everything and store nothing.")
  private boolean dryRun;

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

  private final CliEnvironment cli;
  private final DuplicateSnapshots duplicates = new DuplicateSnapshots();
  private final ImportTotals totals = new ImportTotals();

  /// Creates the command.
  public ImportCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    try (RawObjects objects = RawObjects.inTemporaryFolder();
        ImportTarget.Opened open = Objects.requireNonNull(target).open(cli, overwrite, dryRun)) {
      importAll(objects, open);
      out().println(totals.summary(dryRun, open.name()));
      return totals.isGood() ? 0 : 1;
    }
  }

  private void importAll(RawObjects objects, ImportTarget.Opened open) throws IOException {
    try {
      for (Path argument : arguments) {
        for (RawFile file : files(argument)) {
          importFile(file, objects, open);
        }
      }
    } catch (CommandException affectsAll) {
      fail(affectsAll.getMessage() + ". The import stops here.");
    }
  }

  private List<RawFile> files(Path argument) throws IOException {
    RawFiles files = RawFiles.of(argument);
    files.warnings().forEach(warning -> printWarning(warning));
    for (IOException unreadable : files.unreadable()) {
      totals.addFile();
      fail(FileErrors.of(unreadable));
    }
    files.errorIfEmpty(argument).ifPresent(this::fail);
    return files.found();
  }

  private void importFile(RawFile file, RawObjects objects, ImportTarget.Opened open) {
    totals.addFile();
    try {
      RawFile.Reading reading = file.read(Optional.ofNullable(date));
      duplicates.requireNew(reading.snapshots(), file);
      Map<RawKey, GzipTempFile> found = objects.of(file, reading);
      reading.snapshots().forEach(snapshot -> duplicates.add(snapshot, file));
      for (Map.Entry<RawKey, GzipTempFile> object : found.entrySet()) {
        store(file, object.getKey(), object.getValue(), open);
      }
    } catch (CommandException failure) {
      if (failure.affectsAll()) {
        throw failure;
      }
      fail(String.valueOf(failure.getMessage()));
    } catch (TransformException | IllegalArgumentException invalid) {
      fail(String.valueOf(invalid.getMessage()));
    } catch (IOException unreadable) {
      fail(FileErrors.of(unreadable));
    } catch (OutOfMemoryError tooMuch) {
      fail(String.valueOf(TransformException.tooLarge(file.path() + "", tooMuch).getMessage()));
    }
  }

  private void store(RawFile file, RawKey key, GzipTempFile object, ImportTarget.Opened open)
      throws IOException {
    Existing existing = Existing.NOTHING;
    if (open.upload().isPresent()) {
      RawUpload upload = open.upload().get();
      existing = dryRun ? upload.existing(key, object) : upload.put(key, object);
    }
    ImportTotals.Result result = ImportTotals.Result.of(existing, overwrite);
    totals.add(result);
    if (result == ImportTotals.Result.SKIPPED) {
      err()
          .println(
              "warning: %s: skipped, because %s contains a different document. Replace it with --overwrite."
                  .formatted(SafeText.sanitize(file.path()), key));
    } else if (!quiet) {
      out().println(SafeText.sanitize(file.path()) + ": " + key + " " + result.text(dryRun));
    }
    if (!dryRun && result != ImportTotals.Result.SKIPPED) {
      open.transformer().ifPresent(transformer -> require(transformer.transform(key)));
    }
  }

  private void require(Outcome outcome) {
    if (outcome.status() == Outcome.Status.FAILED) {
      fail(outcome.message());
    }
  }

  private void fail(String message) {
    totals.addFailure();
    printError(message);
  }
}
