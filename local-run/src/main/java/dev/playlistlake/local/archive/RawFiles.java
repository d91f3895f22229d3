package dev.playlistlake.local.archive;

import dev.playlistlake.local.lake.FileKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The documents of one argument of `transform` or `import`.
///
/// @param found the named file with any name, or every `*.json` and `*.json.gz` in the named folder
///   at any depth, sorted by path
/// @param warnings one message for each skipped file
/// @param unreadable an error for each file or folder that cannot be read
record RawFiles(List<RawFile> found, List<String> warnings, List<IOException> unreadable) {
  private static final String SPECIAL = "a pipe, a socket or a device, expected a file";

  static RawFiles of(Path argument) throws IOException {
    if (Files.isDirectory(argument)) {
      // A link to a folder is followed only if it is the argument itself.
      Path start = Files.isSymbolicLink(argument) ? argument.toRealPath() : argument;
      Walk walk = new Walk(start);
      Files.walkFileTree(start, walk);
      return walk.files();
    }
    if (isSpecial(argument)) {
      String reason = "is " + SPECIAL + ". Save the document in a file first.";
      return new RawFiles(
          List.of(),
          List.of(),
          List.of(new FileSystemException(argument.toString(), null, reason)));
    }
    RawFile file = new RawFile(argument, String.valueOf(argument.getFileName()));
    return new RawFiles(List.of(file), List.of(), List.of());
  }

  /// Returns an error message when the argument is a folder without documents.
  Optional<String> errorIfEmpty(Path argument) {
    return found.isEmpty() && unreadable.isEmpty()
        ? Optional.of(argument + ": folder and its subfolders contain no *.json or *.json.gz file")
        : Optional.empty();
  }

  /// Returns whether a read may never end. A missing file is not special.
  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /// Finds the documents in a folder.
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<RawFile> found = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<IOException> unreadable = new ArrayList<>();

    Walk(Path root) {
      this.root = root;
    }

    RawFiles files() {
      found.sort(Comparator.comparing(RawFile::rawKey));
      warnings.sort(Comparator.naturalOrder());
      return new RawFiles(found, warnings, unreadable);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (isNamedAsADocument(folder) && !folder.equals(root)) {
        warnings.add(folder + ": is a folder, not a document");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (Files.isDirectory(file)) {
        warnings.add(file + ": skipped a link to a folder. To read it, name it as an argument.");
      } else if (isNamedAsADocument(file)) {
        if (isSpecial(file)) {
          warnings.add(file + ": skipped " + SPECIAL);
        } else {
          found.add(new RawFile(file, FileKey.of(root, file)));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      unreadable.add(failure);
      return FileVisitResult.CONTINUE;
    }

    private static boolean isNamedAsADocument(Path file) {
      String name = String.valueOf(file.getFileName());
      return name.endsWith(".json") || name.endsWith(".json.gz");
    }
  }
}
