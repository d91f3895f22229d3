package dev.playlistlake.local.archive;

import dev.playlistlake.local.archive.RawUpload.There;
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

/// Raw JSON that anyone saved into a lake.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Puts Spotify JSON that other tools saved into the raw bucket, each playlist under its key,"
            + " with its text unchanged, so that the transform makes its tables.",
    footerHeading = "%n",
    footer = {
      "A document is read before anything of it is stored: one that the transform would refuse is"
          + " named, and doesn't stop the others. The same command again stores nothing twice.",
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
          "The snapshots' date. Default: snapshot_date= in the file's path, else the document's"
              + " extracted_at, else the file's modification time in UTC.")
  private @Nullable LocalDate date;

  @Option(
      names = "--overwrite",
      description =
          "Replace what lies under the same key. Default: leave it, and warn when it is another"
              + " document.")
  private boolean overwrite;

  @Option(names = "--dry-run", description = "Read everything, and store nothing.")
  private boolean dryRun;

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

  private final CliEnvironment cli;
  private final DuplicateSnapshots taken = new DuplicateSnapshots();
  private final ImportTotals totals = new ImportTotals();

  public ImportCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    try (RawObjects objects = RawObjects.inTemporaryFolder();
        ImportTarget.Opened open = Objects.requireNonNull(target).open(cli, overwrite, dryRun)) {
      takeAll(objects, open);
      out().println(totals.words(dryRun, open.name()));
      return totals.isGood() ? 0 : 1;
    }
  }

  private void takeAll(RawObjects objects, ImportTarget.Opened open) throws IOException {
    try {
      for (Path argument : arguments) {
        for (RawFile file : files(argument)) {
          take(file, objects, open);
        }
      }
    } catch (CommandException forAll) {
      fail(forAll.getMessage() + ": the import ends here");
    }
  }

  private List<RawFile> files(Path argument) throws IOException {
    RawFiles files = RawFiles.of(argument);
    files.warnings().forEach(warning -> printWarning(warning));
    for (IOException unreadable : files.unreadable()) {
      totals.addFile();
      fail(FileErrors.of(unreadable));
    }
    files.nothing(argument).ifPresent(this::fail);
    return files.found();
  }

  private void take(RawFile file, RawObjects objects, ImportTarget.Opened open) {
    totals.addFile();
    try {
      RawFile.Reading reading = file.read(Optional.ofNullable(date));
      taken.requireFree(reading.snapshots(), file);
      Map<RawKey, GzipTempFile> found = objects.of(file, reading);
      reading.snapshots().forEach(snapshot -> taken.take(snapshot, file));
      for (Map.Entry<RawKey, GzipTempFile> object : found.entrySet()) {
        store(file, object.getKey(), object.getValue(), open);
      }
    } catch (CommandException failure) {
      if (failure.affectsAll()) {
        throw failure;
      }
      fail(String.valueOf(failure.getMessage()));
    } catch (TransformException | IllegalArgumentException refused) {
      fail(String.valueOf(refused.getMessage()));
    } catch (IOException unreadable) {
      fail(FileErrors.of(unreadable));
    } catch (OutOfMemoryError tooMuch) {
      fail(String.valueOf(TransformException.tooLarge(file.path() + "", tooMuch).getMessage()));
    }
  }

  private void store(RawFile file, RawKey key, GzipTempFile object, ImportTarget.Opened open)
      throws IOException {
    There there = There.NOTHING;
    if (open.upload().isPresent()) {
      there =
          dryRun ? open.upload().get().there(key, object) : open.upload().get().put(key, object);
    }
    ImportTotals.Result result = ImportTotals.Result.of(there, overwrite);
    totals.add(result);
    if (result == ImportTotals.Result.SKIPPED) {
      err()
          .println(
              "warning: %s: %s holds another document, which stays: say --overwrite"
                  .formatted(SafeText.sanitize(file.path()), key));
    } else if (!quiet) {
      out().println(SafeText.sanitize(file.path()) + ": " + key + " " + result.words(dryRun));
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
