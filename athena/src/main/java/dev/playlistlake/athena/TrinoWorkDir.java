package dev.playlistlake.athena;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The working directory of one engine. It contains the engine's catalog and, for each of the
/// lake's tables, a symbolic link or a copy. So the engine never writes into the folders of the
/// tables, and special characters in the lake's path never reach it. [LocalAthena] creates and
/// deletes it.
record TrinoWorkDir(Path root) {
  static final String CATALOG = "catalog";

  /// The folder of the server's own files.
  static final String SERVER = "server";

  private static final String PREFIX = "playlist-lake-sql-";

  /// A file that a process locks as long as it uses the directory.
  private static final String LOCK = "lock";

  /// Another process needs less time to lock its new directory.
  private static final Duration LEAST_AGE = Duration.ofMinutes(1);

  /// The directories that are not yet deleted, with their locks.
  private static final Map<TrinoWorkDir, FileChannel> EXISTING = new ConcurrentHashMap<>();

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
    TrinoWorkDir workDir = new TrinoWorkDir(Files.createTempDirectory(PREFIX));
    workDir.lock();
    workDir.deleteAbandoned();
    Files.createDirectory(workDir.root.resolve(CATALOG));
    Files.createDirectory(workDir.root.resolve(SERVER));
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

  private void lock() throws IOException {
    Path file = root.resolve(LOCK);
    FileChannel lock =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    EXISTING.put(this, lock);
    try {
      lock.lock();
    } catch (IOException unsupported) {
      // A directory without the file is never deleted by another engine.
      lock.close();
      Files.delete(file);
    }
  }

  /// Deletes the directories of this user whose processes were killed. They may have copies of
  /// whole tables.
  private void deleteAbandoned() {
    try (Stream<Path> siblings = Files.list(Objects.requireNonNull(root.getParent()))) {
      siblings.filter(TrinoWorkDir::isOfAnotherProcess).forEach(this::deleteIfAbandoned);
    } catch (IOException | UncheckedIOException unreadable) {
      // Another engine deletes them.
    }
  }

  /// When a process closes a file, it loses all its locks of the file. So this process must not
  /// open the file of its own engine ([FileLock]).
  private static boolean isOfAnotherProcess(Path path) {
    return path.getFileName().toString().startsWith(PREFIX)
        && !EXISTING.containsKey(new TrinoWorkDir(path))
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void deleteIfAbandoned(Path other) {
    Path file = other.resolve(LOCK);
    try {
      // A directory of another user could contain links into the folders of this user.
      if (Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(root))
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(LEAST_AGE))) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
          if (lock != null) {
            delete(other);
          }
        }
      }
    } catch (IOException | UncheckedIOException | OverlappingFileLockException inUse) {
      // Its engine or another one deletes it.
    }
  }

  private static void deleteExisting() {
    for (TrinoWorkDir workDir : EXISTING.keySet()) {
      try {
        workDir.delete();
      } catch (UncheckedIOException stillWritten) {
        // An engine writes into it until the process has ended.
      }
    }
  }

  /// Deletes the directory and its links, but not the tables.
  void delete() {
    try (FileChannel _ = EXISTING.remove(this)) {
      delete(root);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Deletes the lock last, so that another engine can delete what remains after an error.
  private static void delete(Path folder) throws IOException {
    Path lock = folder.resolve(LOCK);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(lock) && !file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
    Files.deleteIfExists(lock);
    Files.delete(folder);
  }
}
