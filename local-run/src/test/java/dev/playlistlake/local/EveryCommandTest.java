package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.engine.EngineLauncher;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Every command is part of the program, has a help, and has the libraries that it needs.
final class EveryCommandTest {
  private static final Pattern ENGINE_COMMANDS =
      Pattern.compile("(?m)^ +([a-z |-]+)\\) engine_needed=yes && break");

  private final Map<String, CommandLine> commands = PlaylistLake.commandLine().getSubcommands();

  @Test
  void isASubcommandOfPlaylistLake() {
    Set<String> classes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.playlistlake.local")
                .stream()
                .filter(type -> type.isAssignableTo(CliCommand.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(type -> type.getName())
                .collect(Collectors.toSet());

    assertThat(classes).hasSizeGreaterThan(10);
    assertThat(commands.values())
        .as("subcommands in PlaylistLake.java")
        .extracting(command -> command.getCommand().getClass().getName())
        .containsAll(classes);
  }

  @Test
  void hasTheOptionHelpAndADescription() {
    commands.forEach(
        (name, command) -> {
          assertThat(command.getCommandSpec().optionsMap())
              .as("%s: set mixinStandardHelpOptions = true", name)
              .containsKey("--help");
          assertThat(command.getCommandSpec().usageMessage().description())
              .as("%s: add a description", name)
              .isNotEmpty();
        });
  }

  @Test
  void isStartedWithTheSqlEngineIfItUsesTheEngine() throws IOException {
    Matcher script = ENGINE_COMMANDS.matcher(Files.readString(Path.of("../playlist-lake")));
    assertThat(script.find()).isTrue();

    assertThat(script.group(1).split(" \\| "))
        .as("commands in the script playlist-lake that are started with the SQL engine")
        .containsExactlyInAnyOrder(
            commands.entrySet().stream()
                .filter(command -> usesEngine(command.getValue().getCommand().getClass()))
                .map(Map.Entry::getKey)
                .toArray(String[]::new));
  }

  private static boolean usesEngine(Class<?> command) {
    return Arrays.stream(command.getDeclaredFields())
        .map(Field::getType)
        .anyMatch(EngineLauncher.class::equals);
  }
}
