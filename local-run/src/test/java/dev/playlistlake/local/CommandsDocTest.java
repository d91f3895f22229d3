package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// docs/commands.md contains the help of every command. The script prints the help from this file,
/// so that it needs no build.
final class CommandsDocTest {
  private static final Path FILE = Path.of("..", "docs", "commands.md");

  @Test
  void docsContainTheHelpOfEveryCommand() throws IOException {
    String expected = document();
    String found = Files.exists(FILE) ? Files.readString(FILE) : "";
    if (System.getProperty("golden.update") != null) {
      Files.writeString(FILE, expected);
    }

    assertThat(found)
        .as("docs/commands.md is not current: add -Dgolden.update to this test run to rewrite it")
        .isEqualTo(expected);
  }

  private static String document() {
    CommandLine root = PlaylistLake.commandLine();
    StringBuilder text =
        new StringBuilder(
            """
            # The commands

            The help of `playlist-lake` and of each of its commands, generated from the program by CommandsDocTest.
            `./playlist-lake --help` and `./playlist-lake COMMAND --help` print it from this file.
            """);
    append(text, "playlist-lake", root);
    root.getSubcommands()
        .forEach((name, command) -> append(text, "playlist-lake " + name, command));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, CommandLine command) {
    String help =
        command.getUsageMessage(Ansi.OFF).lines().map(String::stripTrailing).toList().stream()
            .reduce("", (all, line) -> all + line + "\n");
    text.append("\n## ").append(name).append("\n\n```\n").append(help).append("```\n");
  }
}
