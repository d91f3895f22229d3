package dev.playlistlake.local;

import dev.playlistlake.local.archive.ImportCommand;
import dev.playlistlake.local.archive.TransformCommand;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.StandardInput;
import dev.playlistlake.local.cli.StandardOutput;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.export.ExportCommand;
import dev.playlistlake.local.lake.CheckCommand;
import dev.playlistlake.local.lake.RunCommand;
import dev.playlistlake.local.lake.SimulateCommand;
import dev.playlistlake.local.login.LoginCommand;
import dev.playlistlake.local.operate.RedriveCommand;
import dev.playlistlake.local.operate.ReplayCommand;
import dev.playlistlake.local.operate.UpgradeCommand;
import dev.playlistlake.local.purge.PurgeCommand;
import dev.playlistlake.local.query.QueryCommand;
import dev.playlistlake.local.report.ReportCommand;
import dev.playlistlake.local.serve.ServeCommand;
import dev.playlistlake.local.verify.VerifyCommand;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `playlist-lake` program: creates its commands, runs one of them and reports its errors.
@Command(
    name = "playlist-lake",
    description =
        "Loads Spotify playlists into SQL tables. Runs the whole pipeline on this machine, and"
            + " operates a deployed one.",
    mixinStandardHelpOptions = true,
    versionProvider = CliCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      TransformCommand.class,
      LoginCommand.class,
      CheckCommand.class,
      RunCommand.class,
      QueryCommand.class,
      ReportCommand.class,
      ServeCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      VerifyCommand.class,
      ReplayCommand.class,
      UpgradeCommand.class,
      RedriveCommand.class,
      PurgeCommand.class,
      SimulateCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:success", "1:something failed; the messages show what", "2:invalid usage"})
public final class PlaylistLake {
  private static final int FAILED = 1;

  @Option(
      names = "--debug",
      description = "Show the stack trace of an unexpected error.",
      scope = CommandLine.ScopeType.INHERIT)
  private boolean debug;

  private PlaylistLake() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    // Other programs read the output, so digits and decimal points do not depend on the locale.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(arguments));
  }

  // The servers of a command have their own threads. After an Error, only exit ends them.
  private static int run(String[] arguments) {
    StandardOutput out = StandardOutput.ofProcess();
    PrintWriter writer = out.writer(System.out.charset());
    try {
      int exitCode = commandLine().setOut(writer).execute(arguments);
      writer.flush();
      return exitCode(out, exitCode);
    } catch (LinkageError | VirtualMachineError failure) {
      System.err.println("error: " + failure);
      return FAILED;
    }
  }

  private static int exitCode(StandardOutput out, int exitCode) {
    Optional<String> failure = out.failure();
    if (failure.isEmpty()) {
      return exitCode;
    }
    System.err.println("error: standard output cannot be written: " + failure.get());
    return exitCode == 0 ? FAILED : exitCode;
  }

  /// Returns the command line in the environment of this process.
  static CommandLine commandLine() {
    return commandLine(CliEnvironment.ofProcess());
  }

  /// Returns the command line in an environment that a test provides.
  static CommandLine commandLine(CliEnvironment cli) {
    return new CommandLine(new PlaylistLake(), new Commands(cli))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(LocalDate.class, PlaylistLake::date)
        .setParameterExceptionHandler(PlaylistLake::explain)
        .setExecutionExceptionHandler(PlaylistLake::fail);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADate) {
      throw new TypeConversionException("'" + text + "' is not a date of the form YYYY-MM-DD");
    }
  }

  /// Creates the commands and passes the environment to those that use it.
  private record Commands(CliEnvironment cli) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Object command :
          List.of(
              new DemoCommand(EngineLauncher.real(PlaylistLake.class)),
              new LoginCommand(cli),
              new CheckCommand(cli),
              new RunCommand(cli),
              new QueryCommand(EngineLauncher.real(PlaylistLake.class), StandardInput.ofProcess()),
              new ReportCommand(cli, EngineLauncher.real(PlaylistLake.class)),
              new ServeCommand(cli, EngineLauncher.real(PlaylistLake.class)),
              new ExportCommand(EngineLauncher.real(PlaylistLake.class)),
              new ImportCommand(cli),
              new VerifyCommand(cli, EngineLauncher.real(PlaylistLake.class)),
              new ReplayCommand(cli),
              new UpgradeCommand(cli),
              new RedriveCommand(cli),
              new PurgeCommand(cli, EngineLauncher.real(PlaylistLake.class)))) {
        if (type.isInstance(command)) {
          return type.cast(command);
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /// Does the same as picocli's own handler, but makes the arguments safe to print.
  private static int explain(ParameterException invalid, String[] arguments) {
    CommandLine command = invalid.getCommandLine();
    PrintWriter err = command.getErr();
    String message = SafeText.sanitize(String.valueOf(invalid.getMessage()));
    err.println(command.getColorScheme().errorText(message));
    if (!UnmatchedArgumentException.printSuggestions(invalid, err)) {
      command.usage(err, command.getColorScheme());
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /// Prints the exception that ended a command, and its stack trace with `--debug`.
  ///
  /// @return the exit code
  public static int fail(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("error: " + SafeText.sanitize(message(failure)));
    Object root = command.getCommandSpec().root().userObject();
    if (root instanceof PlaylistLake program && program.debug) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(trace);
      err.flush();
    }
    return FAILED;
  }

  private static String message(Exception failure) {
    return switch (failure) {
      case UncheckedIOException wrapper -> FileErrors.of(wrapper);
      case IOException file -> FileErrors.of(file);
      case NullPointerException bug -> bug.toString();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
