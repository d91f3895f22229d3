package dev.playlistlake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchmarksTest {
  private static final int ENTRIES = 5;

  @TempDir Path folder;
  private Path document = Path.of("");

  @BeforeEach
  void writeDocument() throws IOException {
    document = folder.resolve("document.json");
    GeneratedDocument.main(new String[] {document.toString(), Integer.toString(ENTRIES)});
  }

  @Test
  void theTransformWritesSixFilesIntoANewFolder() throws IOException {
    TransformBenchmark benchmark = new TransformBenchmark();
    benchmark.document = document.toString();
    benchmark.load();
    benchmark.createFolder();

    assertThat(benchmark.transform()).isEqualTo(ENTRIES);
    assertThat(csvFiles()).isEqualTo(6);

    benchmark.deleteFolder();
    assertThat(folder.toFile().list()).containsExactly("document.json");
  }

  @Test
  void theTokenLoopReadsEveryToken() throws IOException {
    TokenLoopBenchmark benchmark = new TokenLoopBenchmark();
    benchmark.document = document.toString();
    benchmark.load();

    // Each entry has two lists of about 180 markets.
    assertThat(benchmark.nextToken()).isGreaterThan(ENTRIES * 2 * 150);
  }

  private long csvFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).count();
    }
  }
}
