package dev.playlistlake.bench;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.transform.CsvFile;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.ProcessedStore;
import dev.playlistlake.transform.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Measures the whole transform, from the document's bytes in memory to six CSV files in a new
/// folder. The heap is much larger than the transform needs. The garbage collector is the one that
/// Lambda's JVM uses on one processor. JMH creates it; one thread uses it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TransformBenchmark {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 21);

  /// The path of the document.
  @Param("target/document.json")
  public String document = "";

  private byte[] bytes = {};
  private Path folder = Path.of("");

  @Setup
  public void load() throws IOException {
    bytes = Files.readAllBytes(Path.of(document));
  }

  // A new folder for each run, because some file systems sync a file to disk when it replaces
  // another.
  @Setup(Level.Invocation)
  public void createFolder() throws IOException {
    folder = Files.createTempDirectory(Path.of(document).toAbsolutePath().getParent(), "tables-");
  }

  @TearDown(Level.Invocation)
  public void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Transforms the document.
  ///
  /// @return the number of songs
  @Benchmark
  public long transform() {
    Snapshot snapshot =
        DocumentReader.read(document, new ByteArrayInputStream(bytes))
            .snapshots(DATE, _ -> PlaylistId.LIKED, "document.json")
            .getFirst();
    new Folder(folder).put(snapshot);
    return snapshot.summary().songs();
  }

  private record Folder(Path root) implements ProcessedStore {
    @Override
    public void put(CsvFile<?> file) throws IOException {
      Path path = root.resolve(file.key());
      Files.createDirectories(path.getParent());
      try (OutputStream out = Files.newOutputStream(path)) {
        file.writeTo(out);
      }
    }
  }
}
