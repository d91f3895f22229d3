package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.transform.RawDocument;
import dev.playlistlake.transform.Snapshot;
import dev.playlistlake.transform.TransformException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Base class of the commands that load saved Spotify JSON: it reads the files one after the other
/// and then the playlists that are saved as one file per page. An error of a file or playlist does
/// not stop the others.
abstract class ArchiveCommand extends CliCommand {
  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description =
          "Date of the snapshots. Default: snapshot_date= in the file's path, otherwise"
              + " extracted_at in the document, otherwise a date in the file's name (YYYY-MM-DD or"
              + " YYYYMMDD), otherwise the file's modification time in UTC, with a warning.")
  private @Nullable LocalDate date;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only errors, warnings, troubles and the last line.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Documents, or folders whose *.json and *.json.gz files are read, at any depth. A"
              + " document is plain or gzipped JSON: a playlist, a page, an array of playlists,"
              + " pages or entries, an object with playlists such as Spotify's account data, or a"
              + " raw snapshot. Pages of one playlist in several files become one snapshot.")
  private List<Path> arguments = List.of();

  private final DuplicateSnapshots duplicates = new DuplicateSnapshots();
  private final SavedPages pages = new SavedPages();
  private int files;
  private int filesWithoutSnapshots;
  private int errors;

  /// Loads snapshots.
  ///
  /// @param reading the snapshots that no other file contained
  /// @return how many of them were loaded; the others are reported with [#fail(String)]
  abstract int load(Reading reading) throws IOException;

  /// Reads all arguments and loads their snapshots.
  ///
  /// @throws CommandException when an error affects all further files
  final void loadAll() throws IOException {
    for (Path argument : arguments) {
      for (RawFile file : files(argument)) {
        loadFile(file);
      }
    }
    for (SavedPages.Group group : pages.groups()) {
      loadSafely(group.files(), () -> load(group.read(), List.of()));
    }
  }

  private List<RawFile> files(Path argument) throws IOException {
    RawFiles found = RawFiles.of(argument);
    found.warnings().forEach(this::printWarning);
    for (IOException unreadable : found.unreadable()) {
      files++;
      filesWithoutSnapshots++;
      fail(FileErrors.of(unreadable));
    }
    found.errorIfEmpty(argument).ifPresent(this::fail);
    return found.found();
  }

  private void loadFile(RawFile file) {
    files++;
    loadSafely(
        List.of(file),
        () -> {
          RawDocument document = read(file);
          RawFile.DocumentDate day = file.date(Optional.ofNullable(date), document.extractedOn());
          if (pages.add(file, document, day.date())) {
            warn(file, day);
            return true;
          }
          Reading reading = Reading.of(List.of(file), document, day.date());
          if (!reading.snapshots().isEmpty()) {
            warn(file, day);
          }
          return load(reading, document.errors());
        });
  }

  private RawDocument read(RawFile file) throws IOException {
    try {
      return file.read();
    } catch (TransformException invalid) {
      Optional<PlaylistId> playlist = file.playlistOfInvalidPage();
      if (playlist.isPresent()) {
        LocalDate day = file.date(Optional.ofNullable(date), Optional.empty()).date();
        pages.addInvalid(file, playlist.get(), day);
      }
      throw invalid;
    }
  }

  private void warn(RawFile file, RawFile.DocumentDate day) {
    if (day.isOfFile()) {
      printWarning(
          "%s: the date is %s, the file's modification time, because neither path, document nor file name contains a date. Set it with --date."
              .formatted(file.path(), day.date()));
    }
  }

  /// Loads one file or playlist.
  @FunctionalInterface
  private interface Loading {
    /// Returns false if every snapshot has an error.
    boolean load() throws IOException;
  }

  private void loadSafely(List<RawFile> read, Loading loading) {
    boolean loaded = false;
    try {
      loaded = loading.load();
    } catch (CommandException failure) {
      if (failure.affectsAll()) {
        throw failure;
      }
      fail(String.valueOf(failure.getMessage()));
    } catch (TransformException | IllegalArgumentException invalid) {
      fail(String.valueOf(invalid.getMessage()));
    } catch (IOException unreadable) {
      fail(FileErrors.of(read.getFirst().path(), unreadable));
    } catch (OutOfMemoryError tooMuch) {
      String name = read.getFirst().path().toString();
      fail(String.valueOf(TransformException.tooLarge(name, tooMuch).getMessage()));
    } finally {
      filesWithoutSnapshots += loaded ? 0 : read.size();
    }
  }

  private boolean load(Reading reading, List<TransformException> elements) throws IOException {
    elements.forEach(error -> fail(String.valueOf(error.getMessage())));
    SortedMap<Integer, Snapshot> fresh = new TreeMap<>(reading.snapshots());
    fresh
        .values()
        .removeIf(
            snapshot -> {
              Optional<String> error = duplicates.add(snapshot, reading.path());
              error.ifPresent(this::fail);
              return error.isPresent();
            });
    if (fresh.isEmpty()) {
      return reading.snapshots().isEmpty() && elements.isEmpty();
    }
    return load(new Reading(reading.files(), reading.hasPlaylists(), fresh)) > 0;
  }

  /// Prints an error and counts it.
  final void fail(String message) {
    errors++;
    printError(message);
  }

  /// Whether only errors, warnings and the last line are printed.
  final boolean quiet() {
    return quiet;
  }

  /// The number of files of all arguments.
  final int fileCount() {
    return files;
  }

  /// The number of files without an error, or of which some snapshots were loaded.
  final int loadedFileCount() {
    return files - filesWithoutSnapshots;
  }

  /// The number of errors.
  final int errorCount() {
    return errors;
  }
}
