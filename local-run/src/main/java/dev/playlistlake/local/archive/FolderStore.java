package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.CsvFile;
import dev.playlistlake.transform.ProcessedStore;
import dev.playlistlake.transform.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/// Writes tables into a folder with the layout of the processed bucket. Used by `transform`. A file
/// appears complete or not at all: it is written under a temporary name and then moved.
record FolderStore(Path root) implements ProcessedStore {
  /// The first bytes of every table's file.
  private static final byte[] FIRST_COLUMN = "\"playlist_id\"".getBytes(StandardCharsets.UTF_8);

  /// Checks that the files of a snapshot's tables are missing or are tables, because only tables
  /// may be replaced.
  ///
  /// @throws FileSystemException with the path of a file that is not a table
  void requireOwn(Snapshot snapshot) throws IOException {
    for (Table<?> table : Tables.ALL) {
      Path file = root.resolve(table.key(snapshot.date(), snapshot.playlist()));
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isTable(file)) {
        throw new FileSystemException(
            file.toString(),
            null,
            "already exists and is not a table of this program. Remove it, or use another folder.");
      }
    }
  }

  private static boolean isTable(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(FIRST_COLUMN.length), FIRST_COLUMN);
    }
  }

  @Override
  public void put(CsvFile<?> file) throws IOException {
    Path target = root.resolve(file.key());
    Files.createDirectories(target.getParent());
    Path unfinished = root.resolve(".unfinished-" + UUID.randomUUID() + ".csv");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
        file.writeTo(out);
      } catch (IOException failure) {
        throw new FileSystemException(target.toString(), null, FileErrors.reason(failure));
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
