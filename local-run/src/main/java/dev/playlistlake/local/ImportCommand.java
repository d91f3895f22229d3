package dev.playlistlake.local;

import dev.playlistlake.local.operate.FileTrouble;
import dev.playlistlake.local.operate.NoAccessException;
import dev.playlistlake.local.operate.OperateException;
import dev.playlistlake.local.operate.Outcome;
import dev.playlistlake.local.operate.RawUpload.There;
import dev.playlistlake.local.operate.Spool;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.transform.TransformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class ImportCommand implements Callable<Integer> {
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
  private boolean rehearsal;

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

  @Spec private @Nullable CommandSpec spec;

  private final Machine machine;
  private final TakenPlaces taken = new TakenPlaces();
  private final ImportTotals totals = new ImportTotals();

  ImportCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws IOException {
    Path spools = Files.createTempDirectory("playlist-lake-import");
    try (ImportTarget.Opened open =
        Objects.requireNonNull(target).open(machine, overwrite, rehearsal)) {
      takeAll(new RawObjects(spools), open);
      out().println(totals.words(rehearsal, open.name()));
      return totals.isGood() ? 0 : 1;
    } finally {
      TemporaryFolder.delete(spools);
    }
  }

  private void takeAll(RawObjects objects, ImportTarget.Opened open) throws IOException {
    try {
      for (Path argument : arguments) {
        for (RawFile file : files(argument)) {
          take(file, objects, open);
        }
      }
    } catch (NoAccessException forAll) {
      fail(forAll.getMessage() + ": the import ends here");
    }
  }

  private List<RawFile> files(Path argument) throws IOException {
    RawFiles files = RawFiles.of(argument);
    files.warnings().forEach(warning -> err().println("warning: " + SafeText.sanitize(warning)));
    for (IOException unreadable : files.unreadable()) {
      totals.addFile();
      fail(FileTrouble.of(unreadable));
    }
    files.nothing(argument).ifPresent(this::fail);
    return files.found();
  }

  private void take(RawFile file, RawObjects objects, ImportTarget.Opened open) {
    totals.addFile();
    try {
      RawFile.Reading reading = file.read(Optional.ofNullable(date));
      taken.requireFree(reading.snapshots(), file);
      Map<RawKey, Spool> found = objects.of(file, reading);
      reading.snapshots().forEach(snapshot -> taken.take(snapshot, file));
      for (Map.Entry<RawKey, Spool> object : found.entrySet()) {
        store(file, object.getKey(), object.getValue(), open);
      }
    } catch (NoAccessException forAll) {
      throw forAll;
    } catch (TransformException | IllegalArgumentException | OperateException refused) {
      fail(String.valueOf(refused.getMessage()));
    } catch (IOException unreadable) {
      fail(FileTrouble.of(unreadable));
    } catch (OutOfMemoryError tooMuch) {
      fail(String.valueOf(TransformException.tooLarge(file.path() + "", tooMuch).getMessage()));
    }
  }

  private void store(RawFile file, RawKey key, Spool object, ImportTarget.Opened open)
      throws IOException {
    There there = There.NOTHING;
    if (open.upload().isPresent()) {
      there =
          rehearsal ? open.upload().get().there(key, object) : open.upload().get().put(key, object);
    }
    ImportTotals.Result result = ImportTotals.Result.of(there, overwrite);
    totals.add(result);
    if (result == ImportTotals.Result.SKIPPED) {
      err()
          .println(
              "warning: %s: %s holds another document, which stays: say --overwrite"
                  .formatted(SafeText.sanitize(file.path()), key));
    } else if (!quiet) {
      out().println(SafeText.sanitize(file.path()) + ": " + key + " " + result.words(rehearsal));
    }
    if (!rehearsal && result != ImportTotals.Result.SKIPPED) {
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
    err().println("error: " + SafeText.sanitize(message));
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
