package dev.playlistlake.local;

import dev.playlistlake.local.cli.CliEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// Runs a command line and records its result.
///
/// @param out standard output
/// @param err standard error
public record CommandRun(int exitCode, String out, String err) {
  /// Runs a command in the environment of this process.
  public static CommandRun run(Object... arguments) {
    return on(CliEnvironment.ofProcess(), new StringWriter(), arguments);
  }

  /// Runs a command in an environment of the test.
  ///
  /// @param out receives standard output while the command runs
  public static CommandRun on(CliEnvironment cli, StringWriter out, Object... arguments) {
    StringWriter err = new StringWriter();
    CommandLine command =
        PlaylistLake.commandLine(cli)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode = command.execute(texts);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
