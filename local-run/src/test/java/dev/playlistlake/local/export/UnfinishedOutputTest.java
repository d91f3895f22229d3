package dev.playlistlake.local.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The output of `export` is complete or missing, and no other file is replaced.
final class UnfinishedOutputTest {
  @TempDir private Path folder = Path.of("");
  private Path lake = Path.of("");

  @BeforeEach
  void createLake() throws IOException {
    lake = Files.createDirectories(folder.resolve("lake"));
  }

  @Test
  void appearsWhenItIsComplete() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    try (UnfinishedOutput output = UnfinishedOutput.create(out, lake)) {
      Files.writeString(output.folder().resolve("table"), "rows");
      assertThat(out).isEmptyDirectory();
      output.finish(output.folder());
    }

    assertThat(out.resolve("table")).hasContent("rows");
    assertOnly("lake", "out");
  }

  @Test
  void aDotAtTheEndOfItsPathIsIgnored() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    try (UnfinishedOutput output = UnfinishedOutput.create(out.resolve("."), lake)) {
      Files.writeString(output.folder().resolve("table"), "rows");
      output.finish(output.folder());
    }

    assertThat(out.resolve("table")).hasContent("rows");
    assertOnly("lake", "out");
  }

  @Test
  void leavesNothingAfterAnError() throws IOException {
    try (UnfinishedOutput output = UnfinishedOutput.create(folder.resolve("out"), lake)) {
      Files.writeString(output.folder().resolve("table"), "half of the ro");
    }

    assertOnly("lake");
  }

  @Test
  void findsWhatAKilledExportLeft() throws IOException {
    Path out = folder.resolve("out");
    String id = "-" + UUID.randomUUID();
    Path left = Files.createDirectory(folder.resolve(".unfinished-out" + id));
    Files.createDirectory(folder.resolve(".unfinished-out-of-2026" + id));
    Files.createDirectory(folder.resolve(".unfinished-other" + id));
    try (UnfinishedOutput output = UnfinishedOutput.create(out, lake)) {
      assertThat(output.earlier()).containsExactly(left);
    }

    assertThat(left).exists();
  }

  @Test
  void neverReplacesAnything() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("file"), "mine");

    for (Path taken : new Path[] {file, full}) {
      assertThatThrownBy(() -> UnfinishedOutput.create(taken, lake))
          .hasMessageContaining("exists already, expected a new name or an empty folder");
    }
    Path late = folder.resolve("late");
    try (UnfinishedOutput output = UnfinishedOutput.create(late, lake)) {
      Files.writeString(late, "mine");
      assertThatThrownBy(() -> output.finish(output.folder()))
          .hasMessageContaining("exists already");
    }
    assertThat(late).hasContent("mine");
  }

  @Test
  void isNotTheCurrentFolder() {
    assertThatThrownBy(() -> UnfinishedOutput.create(Path.of("."), lake))
        .hasMessage(
            ".: is the current folder, which cannot be replaced. Name another place with --out");
  }

  @Test
  void isNeverInTheLakeAndItsFolderExists() {
    assertThatThrownBy(() -> UnfinishedOutput.create(lake.resolve("tables"), lake))
        .hasMessageContaining("is in the folder of the lake");
    assertThatThrownBy(() -> UnfinishedOutput.create(folder.resolve("no/tables"), lake))
        .hasMessageContaining("the folder that should contain it does not exist");
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }
}
