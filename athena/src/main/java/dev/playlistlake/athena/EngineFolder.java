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
import java.util.stream.Stream;

/// The folder that is the engine's whole world: its catalog, and beside that a link to each of the
/// lake's tables. So it never writes among the tables, and no letter of the lake's path reaches it.
///
/// @param root the engine's own, made for one start
/// @param lake the folder of the six tables
record EngineFolder(Path root, Path lake) {
  static final String CATALOG = "catalog";

  /// @throws IOException when `lake` is no folder, or no place is left for the engine's own
  static EngineFolder over(Path lake) throws IOException {
    if (!Files.exists(lake)) {
      throw new NoSuchFileException(lake + "");
    }
    if (!Files.isDirectory(lake)) {
      throw new NotDirectoryException(lake + "");
    }
    EngineFolder folder = new EngineFolder(Files.createTempDirectory("playlist-lake-sql-"), lake);
    Files.createDirectory(folder.root.resolve(CATALOG));
    for (Table<?> table : Tables.ALL) {
      folder.link(table);
    }
    return folder;
  }

  private void link(Table<?> table) throws IOException {
    Path target = lake.resolve(table.name()).toAbsolutePath();
    Path link = root.resolve(table.name());
    if (Files.isDirectory(target)) {
      Files.createSymbolicLink(link, target);
    } else {
      Files.createDirectory(link);
    }
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

  /// Where the engine finds a table.
  static String location(Table<?> table) {
    return "local:///" + table.name();
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
