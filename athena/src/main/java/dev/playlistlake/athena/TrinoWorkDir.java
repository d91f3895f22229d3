package dev.playlistlake.athena;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The working directory of one engine. It contains the engine's catalog and, for each of the
/// lake's tables, a symbolic link or a copy. So the engine never writes into the folders of the
/// tables, and special characters in the lake's path never reach it. [LocalAthena] creates and
/// deletes it.
record TrinoWorkDir(Path root) {
  static final String CATALOG = "catalog";

  /// The directories that are not yet deleted.
  private static final Set<TrinoWorkDir> EXISTING = ConcurrentHashMap.newKeySet();

  static {
    // When a signal ends the process, or it ends while an engine is starting, no engine is closed.
    Runtime.getRuntime().addShutdownHook(new Thread(TrinoWorkDir::deleteExisting));
  }

  /// Creates the directory in the system's folder for temporary files.
  ///
  /// @param lake the folder of the six tables
  /// @param histories the folder of the history tables' folders, which are created if they don't
  ///   exist and it can be written; or empty for tables that are deleted when the engine is closed
  /// @throws IOException if `lake` is not a folder or the directory cannot be created
  static TrinoWorkDir linked(Path lake, Optional<Path> histories) throws IOException {
    return create(lake, histories, false);
  }

  /// As [#linked], with copies of tables that have many files ([JoinedFiles]).
  ///
  /// @throws IOException also if a file that is copied cannot be read
  static TrinoWorkDir joined(Path lake, Optional<Path> histories) throws IOException {
    return create(lake, histories, true);
  }

  private static TrinoWorkDir create(Path lake, Optional<Path> histories, boolean joins)
      throws IOException {
    if (!Files.exists(lake)) {
      throw new NoSuchFileException(lake + "");
    }
    if (!Files.isDirectory(lake)) {
      throw new NotDirectoryException(lake + "");
    }
    TrinoWorkDir workDir = new TrinoWorkDir(Files.createTempDirectory("playlist-lake-sql-"));
    EXISTING.add(workDir);
    Files.createDirectory(workDir.root.resolve(CATALOG));
    for (Table<?> table : Tables.ALL) {
      Path folder = lake.resolve(table.name());
      if (!joins || !workDir.join(folder)) {
        workDir.link(table.name(), folder);
      }
    }
    for (HistoryTable table : HistoryTable.ALL) {
      if (histories.isPresent() && canKeep(table, histories.get())) {
        workDir.link(
            table.folder(), Files.createDirectories(histories.get().resolve(table.folder())));
      } else {
        Files.createDirectory(workDir.root.resolve(table.folder()));
      }
    }
    return workDir;
  }

  /// Whether a history table can be kept in a folder. A lake that cannot be written may lack tables
  /// that an older version of this program did not have. Queries then find them empty.
  private static boolean canKeep(HistoryTable table, Path histories) {
    return Files.isDirectory(histories.resolve(table.folder())) || Files.isWritable(histories);
  }

  private boolean join(Path table) throws IOException {
    if (!Files.isDirectory(table)) {
      return false;
    }
    JoinedFiles joined = JoinedFiles.of(table);
    if (!joined.isUseful(root, JoinedFiles.LEAST_FILES)) {
      return false;
    }
    joined.write(root.resolve(table.getFileName()));
    return true;
  }

  private void link(String name, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      Files.createSymbolicLink(root.resolve(name), target.toAbsolutePath());
    } else {
      Files.createDirectory(root.resolve(name));
    }
  }

  /// Whether a history table already exists.
  boolean has(HistoryTable table) {
    return Files.isDirectory(root.resolve(table.folder()).resolve("metadata"));
  }

  /// The dates for which a table has a folder, in ascending order.
  List<String> dates(Table<?> table) throws IOException {
    String prefix = RawKey.PARTITION + "=";
    try (Stream<Path> entries = Files.list(root.resolve(table.name()))) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName() + "")
          .filter(name -> name.matches(prefix + "\\d{4}-\\d{2}-\\d{2}"))
          .map(name -> name.substring(prefix.length()))
          .sorted()
          .toList();
    }
  }

  /// The URL by which the engine opens a name in this directory.
  static String location(String name) {
    return "local:///" + name;
  }

  private static void deleteExisting() {
    for (TrinoWorkDir workDir : EXISTING) {
      try {
        workDir.delete();
      } catch (UncheckedIOException stillWritten) {
        // An engine writes into it until the process has ended.
      }
    }
  }

  /// Deletes the directory and its links, but not the tables.
  void delete() {
    EXISTING.remove(this);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
