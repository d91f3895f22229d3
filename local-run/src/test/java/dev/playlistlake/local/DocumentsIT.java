package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.MarkdownDocument.Block;
import dev.playlistlake.local.MarkdownDocument.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the blocks of the documents that are labelled `console`, and compares the shape of what
/// they print: numbers and white space may differ, and a line `…` is any number of lines.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script needs a POSIX shell")
final class DocumentsIT {
  @TempDir private Path folder = Path.of("");

  static List<MarkdownDocument> documents() throws IOException {
    return MarkdownDocument.all().stream()
        .filter(document -> document.blocks().stream().anyMatch(DocumentsIT::runs))
        .toList();
  }

  private static boolean runs(Block block) {
    return block.label().equals("console");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theCommandsPrintWhatTheDocumentShows(MarkdownDocument document)
      throws IOException, InterruptedException {
    for (Block block : document.blocks().stream().filter(DocumentsIT::runs).toList()) {
      for (Command command : block.commands()) {
        String printed = run(command.text());
        if (!command.output().isEmpty()) {
          assertThat(hasShape(printed.lines().toList(), command.output()))
              .as("%s prints:%n%s", command.text(), printed)
              .isTrue();
        }
      }
    }
  }

  private String run(String command) throws IOException, InterruptedException {
    Path script = MarkdownDocument.PROJECT.resolve("playlist-lake");
    Path errors = folder.resolve("errors.log");
    Path output = folder.resolve("output.log");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command.replace("./playlist-lake", "'" + script + "'"))
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    // No process in the background outlives the test.
    builder.environment().put("PLAYLIST_LAKE_ENGINE_CACHE", "off");
    int exitCode = builder.start().waitFor();
    assertThat(exitCode).as("%s: %s", command, Files.readString(errors)).isZero();
    return Files.readString(output);
  }

  /// Whether the lines are those that the document shows.
  private static boolean hasShape(List<String> printed, List<String> shown) {
    if (shown.isEmpty()) {
      return printed.isEmpty();
    }
    List<String> rest = shown.subList(1, shown.size());
    if (shown.getFirst().strip().equals("…")) {
      for (int skipped = 0; skipped <= printed.size(); skipped++) {
        if (hasShape(printed.subList(skipped, printed.size()), rest)) {
          return true;
        }
      }
      return false;
    }
    return !printed.isEmpty()
        && shape(printed.getFirst()).equals(shape(shown.getFirst()))
        && hasShape(printed.subList(1, printed.size()), rest);
  }

  private static String shape(String line) {
    return line.replaceAll("[0-9][0-9,.]*", "0").replaceAll("[\\s-]+", " ").strip();
  }

  @Test
  void theShapeIsThatOfWordsAndNotOfNumbers() {
    List<String> printed = new ArrayList<>(List.of("1,234 read  = 3 songs", "a", "b", "end."));

    assertThat(hasShape(printed, List.of("7 read = 10 songs", "…", "end."))).isTrue();
    assertThat(hasShape(printed, List.of("7 read = 10 songs", "…", "end"))).isFalse();
    assertThat(hasShape(printed, List.of("7 rows = 10 songs", "…"))).isFalse();
    assertThat(hasShape(printed, List.of("7 read = 10 songs", "a", "b", "…", "end.", "…")))
        .isTrue();
  }
}
