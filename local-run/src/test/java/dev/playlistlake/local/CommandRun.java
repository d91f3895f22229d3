package dev.playlistlake.local;

import dev.playlistlake.local.cli.CliEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// Runs a command as a person does and keeps what it prints.
public record CommandRun(int exitCode, String out, String err) {
  public static CommandRun run(Object... arguments) {
    return on(CliEnvironment.ofProcess(), new StringWriter(), arguments);
  }

  /// The same on a machine of the test's own.
  ///
  /// @param out takes what is printed, for those who answer it
  public static CommandRun on(CliEnvironment cli, StringWriter out, Object... arguments) {
    StringWriter err = new StringWriter();
    CommandLine command =
        PlaylistLake.commandLine(cli)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode = command.execute(words);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
