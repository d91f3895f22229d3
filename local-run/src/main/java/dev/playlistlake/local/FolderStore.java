package dev.playlistlake.local;

import dev.playlistlake.transform.CsvFile;
import dev.playlistlake.transform.ProcessedStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Tables in a folder, laid out as the processed bucket. A file appears whole or not at all: it is
/// written beside the tables and then moved.
record FolderStore(Path root) implements ProcessedStore {

  @Override
  public void put(CsvFile<?> file) throws IOException {
    Path target = root.resolve(file.key());
    Files.createDirectories(target.getParent());
    Path unfinished = root.resolve(".unfinished-" + UUID.randomUUID() + ".csv");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
        file.writeTo(out);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
