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

/// The documents behind one argument of a command.
///
/// @param found the file itself, whatever its name, or of a folder every `*.json` and `*.json.gz`,
///   at any depth, sorted by path
/// @param warnings of what was skipped
/// @param unreadable an error for each file or folder that can't be read
record RawFiles(List<RawFile> found, List<String> warnings, List<IOException> unreadable) {
  private static final String SPECIAL = "a pipe, a socket or a device, expected a file";

  static RawFiles of(Path argument) throws IOException {
    if (Files.isDirectory(argument)) {
      // A link to a folder is followed when it is named, not when it is met.
      Path start = Files.isSymbolicLink(argument) ? argument.toRealPath() : argument;
      Walk walk = new Walk(start);
      Files.walkFileTree(start, walk);
      return walk.files();
    }
    if (isSpecial(argument)) {
      String reason = "is " + SPECIAL + ": save the document in a file first";
      return new RawFiles(
          List.of(),
          List.of(),
          List.of(new FileSystemException(argument.toString(), null, reason)));
    }
    RawFile file = new RawFile(argument, String.valueOf(argument.getFileName()));
    return new RawFiles(List.of(file), List.of(), List.of());
  }

  /// What is wrong when a folder holds nothing to read at all.
  Optional<String> nothing(Path argument) {
    return found.isEmpty() && unreadable.isEmpty()
        ? Optional.of(
            argument
                + ": nothing to read: no file *.json or *.json.gz is in it or in a folder below it")
        : Optional.empty();
  }

  /// Whether reading it may have no end. A file that isn't there is not special.
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
        warnings.add(folder + ": is a folder, no document");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (Files.isDirectory(file)) {
        warnings.add(file + ": skipped: a link to a folder; name it to have it read");
      } else if (isNamedAsADocument(file)) {
        if (isSpecial(file)) {
          warnings.add(file + ": skipped: " + SPECIAL);
        } else {
          found.add(new RawFile(file, FileKey.of(root, file)));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException trouble) {
      unreadable.add(trouble);
      return FileVisitResult.CONTINUE;
    }

    private static boolean isNamedAsADocument(Path file) {
      String name = String.valueOf(file.getFileName());
      return name.endsWith(".json") || name.endsWith(".json.gz");
    }
  }
}
