package dev.playlistlake.athena;

import dev.playlistlake.model.RawKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A temporary copy of a table in which each date has one file. The engine needs about a
/// millisecond for each file, so a statement that reads all days of a lake with thousands of files
/// is several times as fast. [TrinoWorkDir] uses it, in one thread.
///
/// @param table the folder of the table
/// @param files the number of its files
/// @param bytes the size of its files
record JoinedFiles(Path table, int files, long bytes) {
  /// A copy takes longer than it saves for a table with fewer files.
  static final int LEAST_FILES = 1_000;

  private static final String SUFFIX = ".csv";

  /// Counts the files of a table.
  static JoinedFiles of(Path table) throws IOException {
    int files = 0;
    long bytes = 0;
    for (Path date : dates(table)) {
      for (Path file : files(date)) {
        files++;
        bytes += Files.size(file);
      }
    }
    return new JoinedFiles(table, files, bytes);
  }

  /// Returns whether a copy makes statements faster and fits into the free space of a folder. It
  /// may use half of that space.
  ///
  /// @param leastFiles usually [#LEAST_FILES]
  boolean isUseful(Path folder, int leastFiles) throws IOException {
    return files >= leastFiles && bytes < Files.getFileStore(folder).getUsableSpace() / 2;
  }

  /// Writes the copy.
  ///
  /// @param copy the folder to create
  void write(Path copy) throws IOException {
    Files.createDirectory(copy);
    for (Path date : dates(table)) {
      Path folder = Files.createDirectory(copy.resolve(date.getFileName()));
      try (OutputStream joined =
          new BufferedOutputStream(Files.newOutputStream(folder.resolve("joined" + SUFFIX)))) {
        boolean hasHeader = false;
        for (Path file : files(date)) {
          if (file.getFileName().toString().endsWith(SUFFIX)) {
            hasHeader |= append(Files.readAllBytes(file), joined, hasHeader);
          } else {
            // The engine chooses the format of a file by the end of its name. Of a link it reads
            // only
            // as many bytes as the link has.
            Files.copy(file, folder.resolve(file.getFileName()));
          }
        }
      }
    }
  }

  /// Appends the lines of a file, without its first line if there is a header already.
  ///
  /// @return whether the file has lines
  private static boolean append(byte[] content, OutputStream joined, boolean withoutHeader)
      throws IOException {
    int first = withoutHeader ? endOfFirstLine(content) : 0;
    joined.write(content, first, content.length - first);
    if (content.length > first && !isEndOfLine(content[content.length - 1])) {
      joined.write('\n');
    }
    return content.length > 0;
  }

  private static int endOfFirstLine(byte[] content) {
    int end = 0;
    while (end < content.length && !isEndOfLine(content[end])) {
      end++;
    }
    boolean isCrLf = end + 1 < content.length && content[end] == '\r' && content[end + 1] == '\n';
    return Math.min(content.length, end + (isCrLf ? 2 : 1));
  }

  private static boolean isEndOfLine(byte character) {
    return character == '\n' || character == '\r';
  }

  private static List<Path> dates(Path table) throws IOException {
    return list(table, name -> name.startsWith(RawKey.PARTITION + "="), Files::isDirectory);
  }

  /// The files that the engine reads. It ignores hidden files and folders.
  private static List<Path> files(Path date) throws IOException {
    return list(date, name -> !name.startsWith(".") && !name.startsWith("_"), Files::isRegularFile);
  }

  private static List<Path> list(Path folder, Predicate<String> name, Predicate<Path> kind)
      throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> name.test(entry.getFileName().toString()) && kind.test(entry))
          .sorted()
          .toList();
    }
  }
}
