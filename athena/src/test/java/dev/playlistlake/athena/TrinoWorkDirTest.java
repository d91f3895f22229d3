package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The working directory of an engine is deleted when its process ends, or by the next engine.
final class TrinoWorkDirTest {
  @TempDir private Path folder = Path.of("");

  /// Creates the directory of another engine.
  private Path other(Duration age) throws IOException {
    Path other = Files.createTempDirectory("playlist-lake-sql-");
    Files.createSymbolicLink(other.resolve("songs"), folder);
    Files.writeString(Files.createDirectory(other.resolve("albums")).resolve("joined.csv"), "rows");
    Path lock = Files.createFile(other.resolve("lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
    return other;
  }

  private void startAndStop() throws IOException {
    TrinoWorkDir workDir = TrinoWorkDir.linked(folder, Optional.empty());
    assertThat(workDir.root()).isDirectory();
    workDir.delete();
    assertThat(workDir.root()).doesNotExist();
  }

  @Test
  void deletesTheDirectoryOfAProcessThatWasKilled() throws IOException {
    Files.writeString(folder.resolve("p.csv"), "a row of the lake");
    Path killed = other(Duration.ofMinutes(2));

    startAndStop();

    assertThat(killed).doesNotExist();
    assertThat(folder.resolve("p.csv")).hasContent("a row of the lake");
  }

  @Test
  void keepsTheDirectoryOfARunningEngine() throws IOException {
    Path running = other(Duration.ofMinutes(2));
    Path starting = other(Duration.ZERO);
    try (FileChannel lock = FileChannel.open(running.resolve("lock"), StandardOpenOption.WRITE)) {
      lock.lock();

      startAndStop();
    }

    assertThat(running).isDirectory();
    assertThat(starting).isDirectory();
    for (Path mine : new Path[] {running, starting}) {
      new TrinoWorkDir(mine).delete();
    }
  }
}
