package dev.playlistlake.local.export;

import dev.playlistlake.local.cli.FileErrors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// A folder next to the output of `export`, in which it is written before it is moved to its place.
/// So the output is complete or missing. The folder is deleted at the end, also after Ctrl-C. Used
/// by one thread.
final class UnfinishedOutput implements AutoCloseable {
  private final Path target;
  private final Path folder;
  private final Thread atExit = new Thread(this::deleteQuietly);

  private UnfinishedOutput(Path target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /// Creates the folder.
  ///
  /// @param target the output, which must not exist, or be an empty folder
  /// @param lake the folder of the lake, in which no output may be
  static UnfinishedOutput create(Path target, Path lake) throws IOException {
    Path place = target.toAbsolutePath().normalize();
    if (place.equals(Path.of("").toAbsolutePath())) {
      // A shell would remain in the folder that was replaced.
      throw new FileSystemException(
          target.toString(),
          null,
          "is the current folder, which cannot be replaced. Name another place with --out");
    }
    requireFree(target);
    Path parent = place.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new FileSystemException(
          target.toString(), null, "the folder that should contain it does not exist. Create it");
    }
    if (parent.toRealPath().startsWith(lake.toRealPath())) {
      throw new FileSystemException(
          target.toString(),
          null,
          "is in the folder of the lake, where SQL could read it. Name another place with --out");
    }
    Path folder = parent.resolve(prefix(place) + UUID.randomUUID());
    try {
      UnfinishedOutput output = new UnfinishedOutput(place, Files.createDirectory(folder));
      Runtime.getRuntime().addShutdownHook(output.atExit);
      return output;
    } catch (IOException failed) {
      throw FileErrors.at(folder, failed);
    }
  }

  private static String prefix(Path target) {
    return ".unfinished-" + target.getFileName() + "-";
  }

  /// Returns the folders of earlier exports to the same place that were killed, so that they could
  /// not delete them, or are still running.
  List<Path> earlier() throws IOException {
    try (Stream<Path> files = Files.list(target.resolveSibling(""))) {
      return files
          .filter(file -> isUnfinished(file.getFileName().toString()) && !file.equals(folder))
          .sorted()
          .toList();
    }
  }

  private boolean isUnfinished(String name) {
    String prefix = prefix(target);
    return name.startsWith(prefix) && name.length() == folder.getFileName().toString().length();
  }

  private static void requireFree(Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
      throw new FileSystemException(
          target.toString(),
          null,
          "exists already, expected a new name or an empty folder. Name another place with --out");
    }
  }

  private static boolean isEmptyFolder(Path target) throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(target)) {
      return entries.findAny().isEmpty();
    }
  }

  /// Returns the folder to write in.
  Path folder() {
    return folder;
  }

  /// Moves a file of this folder, or the folder itself, to the place of the output.
  void finish(Path finished) throws IOException {
    requireFree(target);
    Files.deleteIfExists(target);
    try {
      Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException taken) {
      throw FileErrors.at(target, taken);
    }
  }

  @Override
  public void close() {
    deleteQuietly();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // The hook is running.
    }
  }

  // The error that ended the export is more important.
  private void deleteQuietly() {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException remains) {
        System.err.println("warning: " + FileErrors.of(folder, remains));
      }
    }
  }
}
