package dev.playlistlake.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Finds the documents in a folder.
final class RawFiles extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Consumer<IOException> unreadable;
  private final List<RawFile> found = new ArrayList<>();

  private RawFiles(Path root, Consumer<IOException> unreadable) {
    this.root = root;
    this.unreadable = unreadable;
  }

  /// The documents behind one argument: the file itself, whatever its name, or of a folder every
  /// `*.json` and `*.json.gz`, at any depth, sorted by path.
  ///
  /// @param unreadable told of every folder that can't be read; the others are read all the same
  static List<RawFile> of(Path argument, Consumer<IOException> unreadable) throws IOException {
    if (!Files.isDirectory(argument)) {
      return List.of(new RawFile(argument, String.valueOf(argument.getFileName())));
    }
    // A link to a folder is followed when it is named, not when it is met.
    Path start = Files.isSymbolicLink(argument) ? argument.toRealPath() : argument;
    RawFiles files = new RawFiles(start, unreadable);
    Files.walkFileTree(start, files);
    files.found.sort(Comparator.comparing(RawFile::rawKey));
    return files.found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = String.valueOf(file.getFileName());
    if ((name.endsWith(".json") || name.endsWith(".json.gz")) && !Files.isDirectory(file)) {
      found.add(new RawFile(file, key(root.relativize(file))));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException trouble) {
    unreadable.accept(trouble);
    return FileVisitResult.CONTINUE;
  }

  /// A path as keys write it, with slashes on every system.
  static String key(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
