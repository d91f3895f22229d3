package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The temporary copy of a table with one file for each date.
final class JoinedFilesTest {
  private static final String DATE = "snapshot_date=2026-03-01";

  @TempDir private Path folder;

  private String joined(String... contents) throws IOException {
    Path date = Files.createDirectories(folder.resolve("songs").resolve(DATE));
    for (int i = 0; i < contents.length; i++) {
      Files.writeString(date.resolve(i + ".csv"), contents[i]);
    }
    JoinedFiles.of(folder.resolve("songs")).write(folder.resolve("copy"));
    return Files.readString(folder.resolve("copy").resolve(DATE).resolve("joined.csv"));
  }

  @Test
  void hasTheHeaderOnce() throws IOException {
    assertThat(joined("h\r\na\r\n", "h\r\nb\r\nc\r\n")).isEqualTo("h\r\na\r\nb\r\nc\r\n");
  }

  @Test
  void endsTheLastLineOfEachFile() throws IOException {
    assertThat(joined("h\na", "h\nb\n", "h\rc")).isEqualTo("h\na\nb\nc\n");
  }

  @Test
  void filesWithoutRowsAddNone() throws IOException {
    assertThat(joined("", "h\n", "h", "", "h\na\n")).isEqualTo("h\na\n");
  }

  @Test
  void hasTheFilesThatTheEngineReads() throws IOException {
    Path date = Files.createDirectories(folder.resolve("songs").resolve(DATE));
    Files.createDirectory(date.resolve("folder.csv"));
    for (String name : List.of(".hidden.csv", "_hidden.csv", "other.csv.gz")) {
      Files.writeString(date.resolve(name), "h\nx\n");
    }
    Files.createDirectory(folder.resolve("songs/other"));

    assertThat(joined("h\na\n")).isEqualTo("h\na\n");
    try (Stream<Path> files = Files.list(folder.resolve("copy").resolve(DATE))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("joined.csv", "other.csv.gz");
    }
    assertThat(folder.resolve("copy").resolve(DATE).resolve("other.csv.gz"))
        .isRegularFile()
        .satisfies(file -> assertThat(Files.isSymbolicLink(file)).isFalse());
    assertThat(folder.resolve("copy/other")).doesNotExist();
  }

  @Test
  void isUsefulForManyFilesThatFitIntoTheFreeSpace() throws IOException {
    joined("h\na\n", "h\nb\n");
    JoinedFiles table = JoinedFiles.of(folder.resolve("songs"));

    assertThat(table.files()).isEqualTo(2);
    assertThat(table.bytes()).isEqualTo(8);
    assertThat(table.isUseful(folder, 2)).isTrue();
    assertThat(table.isUseful(folder, 3)).isFalse();
    assertThat(new JoinedFiles(table.table(), 2, Long.MAX_VALUE).isUseful(folder, 2)).isFalse();
  }
}
