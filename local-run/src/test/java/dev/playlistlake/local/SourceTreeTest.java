package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// [SourceTree] finds what [ArchitectureTest] forbids about names and packages.
final class SourceTreeTest {
  @TempDir private Path project = Path.of("");

  @BeforeEach
  void write() throws IOException {
    write("one/src/main/java/a/Song.java", "package a;\n\nfinal class Song {}\n");
    write("one/src/main/java/a/Album.java", "package a;\n\npublic sealed interface Album {}\n");
    write("one/src/test/java/a/Album.java", "package a;\n\nclass Album {}\n");
    write(
        "two/src/main/java/b/Song.java",
        "package b;\n\nrecord Song(int a) {\n  class Album {}\n}\n");
    write("two/src/main/java/b/package-info.java", "/// class Song {}\npackage b;\n");
  }

  @Test
  void findsANameThatTwoModulesUse() throws IOException {
    assertThat(SourceTree.of(project).repeatedNames())
        .containsOnlyKeys("Song")
        .containsEntry("Song", List.of("a.Song", "b.Song"));
  }

  @Test
  void findsAPackageWithTooManyTypes() throws IOException {
    assertThat(SourceTree.of(project).packagesLargerThan(1)).containsOnlyKeys("a");
    assertThat(SourceTree.of(project).packagesLargerThan(2)).isEmpty();
  }

  @Test
  void findsASecondTypeInAFile() throws IOException {
    write("two/src/main/java/b/C.java", "package b;\n\nclass C {}\n\nenum D { E }\n");

    assertThat(SourceTree.of(project).types()).contains("b.C", "b.D");
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
