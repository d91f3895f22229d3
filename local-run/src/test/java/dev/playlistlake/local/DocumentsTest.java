package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.MarkdownDocument.Block;
import dev.playlistlake.local.MarkdownDocument.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Links and commands of the documents are valid. [DocumentsIT] runs the commands that need neither
/// an account nor a build.
final class DocumentsTest {
  /// `console`: [DocumentsIT] runs it. `console account`: needs AWS or Spotify. `console build`:
  /// builds the project, or takes minutes.
  private static final Set<String> LABELS = Set.of("console", "console account", "console build");

  private static final Set<String> PROGRAMS =
      Set.of(
          "./playlist-lake",
          "./mvnw",
          "infra/rehearse",
          "benchmarks/run",
          "sam",
          "aws",
          "git",
          "export",
          "echo");

  static List<MarkdownDocument> documents() throws IOException {
    return MarkdownDocument.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileAndAHeading(MarkdownDocument document) throws IOException {
    assertThat(brokenLinks(document)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyBlockOfCommandsSaysWhetherItRunsAnywhere(MarkdownDocument document) {
    for (Block block : document.blocks()) {
      if (block.label().startsWith("console")
          || block.lines().stream().anyMatch(line -> line.startsWith("$ "))) {
        assertThat(LABELS).contains(block.label());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandAndOptionExists(MarkdownDocument document) {
    assertThat(invalidCommands(document)).isEmpty();
  }

  @Test
  void findsBrokenLinksAndUnknownOptions(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("other.md"), "# A `heading`, with (signs)\n");
    Path file =
        Files.writeString(
            folder.resolve("a.md"),
            """
            # Start
            [a](other.md#a-heading-with-signs) [b](other.md#b) [c](#start) [d](#end) [e](none.png)
            ```console account
            $ ./playlist-lake run --playlist owned \\
                --lake here    # a remark
            $ ./playlist-lake run --plalist owned
            $ unknown
            ```
            """);
    MarkdownDocument document = MarkdownDocument.read(file);

    assertThat(brokenLinks(document)).containsExactly("other.md#b", "#end", "none.png");
    assertThat(invalidCommands(document))
        .satisfiesExactly(
            first -> assertThat(first).contains("Unknown option", "'--plalist'"),
            second -> assertThat(second).isEqualTo("unknown: not a program of this test"));
  }

  private static List<String> brokenLinks(MarkdownDocument document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : document.links()) {
      if (!link.matches("https://[^\\s]+") && !leadsSomewhere(document, link)) {
        broken.add(link);
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(MarkdownDocument document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? document.file() : document.file().resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || MarkdownDocument.read(target).anchors().contains(parts[1]);
  }

  private static List<String> invalidCommands(MarkdownDocument document) {
    List<String> invalid = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (block.label().startsWith("console")) {
        for (Command command : block.commands()) {
          String words = command.text().replaceFirst("^[A-Z]+=\\$\\((.*)\\)$", "$1");
          String program = words.split(" ", 2)[0];
          if (!PROGRAMS.contains(program)) {
            invalid.add(words + ": not a program of this test");
          } else if (program.equals("./playlist-lake")) {
            parse(words, invalid);
          }
        }
      }
    }
    return invalid;
  }

  private static void parse(String words, List<String> invalid) {
    List<String> arguments =
        Arrays.stream(words.replaceFirst(" [<>|].*", "").split(" +(?=(?:[^']*'[^']*')*[^']*$)", -1))
            .skip(1)
            .map(word -> word.replace("'", "").replace("\"", ""))
            .toList();
    CommandLine program = PlaylistLake.commandLine();
    try {
      program.parseArgs(arguments.toArray(new String[0]));
    } catch (ParameterException unknown) {
      invalid.add(words + ": " + unknown.getMessage());
    }
  }
}
