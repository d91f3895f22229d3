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
  void keepsTheDirectoriesOfRunningAndStartingEngines() throws Exception {
    TrinoWorkDir running = TrinoWorkDir.linked(folder, Optional.empty());
    Path lock = running.root().resolve("lock");
    // In another process, because this one would lose its lock when Java closes the file.
    Process touch = new ProcessBuilder("touch", "-t", "202001010000", lock.toString()).start();
    assertThat(touch.waitFor()).isZero();
    Path starting = other(Duration.ZERO);

    startAndStop();

    assertThat(running.root()).isDirectory();
    assertThat(starting).isDirectory();
    assertThat(isLockedForOtherProcesses(lock)).isTrue();
    running.delete();
    new TrinoWorkDir(starting).delete();
  }

  private static boolean isLockedForOtherProcesses(Path file) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Lock.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    return other.waitFor() == Lock.IN_USE;
  }

  /// A program that locks a file.
  static final class Lock {
    private static final int IN_USE = 3;

    private Lock() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        System.exit(file.tryLock() == null ? IN_USE : 0);
      }
    }
  }
}
