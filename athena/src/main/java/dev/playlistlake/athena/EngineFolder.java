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
import java.util.stream.Stream;

/// The folder that is the engine's whole world: its catalog, and beside that a link to each of the
/// lake's tables. So it never writes among the tables, and no letter of the lake's path reaches it.
///
/// @param root the engine's own, made for one start
/// @param lake the folder of the six tables
record EngineFolder(Path root, Path lake) {
  static final String CATALOG = "catalog";
  static final String HISTORY = "history";

  /// @param history where the history table's files stay, or empty for one that ends with the
  ///   engine
  /// @throws IOException when `lake` is no folder, or no place is left for the engine's own
  static EngineFolder over(Path lake, Optional<Path> history) throws IOException {
    if (!Files.exists(lake)) {
      throw new NoSuchFileException(lake + "");
    }
    if (!Files.isDirectory(lake)) {
      throw new NotDirectoryException(lake + "");
    }
    EngineFolder folder = new EngineFolder(Files.createTempDirectory("playlist-lake-sql-"), lake);
    Files.createDirectory(folder.root.resolve(CATALOG));
    for (Table<?> table : Tables.ALL) {
      folder.link(table.name(), lake.resolve(table.name()));
    }
    if (history.isPresent()) {
      Files.createDirectories(history.get());
    }
    folder.link(HISTORY, history.orElse(lake.resolve("no history")));
    return folder;
  }

  private void link(String name, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      Files.createSymbolicLink(root.resolve(name), target.toAbsolutePath());
    } else {
      Files.createDirectory(root.resolve(name));
    }
  }

  /// Whether the history table was made by an earlier start.
  boolean hasHistory() {
    return Files.isDirectory(root.resolve(HISTORY).resolve("metadata"));
  }

  /// The dates for which a table has a folder, in order.
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

  /// Where the engine finds what is in its folder by that name.
  static String location(String name) {
    return "local:///" + name;
  }

  /// Removes the engine's own files; links go, what they lead to stays.
  void delete() {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
