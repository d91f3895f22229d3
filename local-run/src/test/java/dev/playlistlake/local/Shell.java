package dev.playlistlake.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// Runs a command as a person does and keeps what it prints.
record Shell(int exitCode, String out, String err) {
  static Shell run(Object... arguments) {
    return on(Machine.real(), new StringWriter(), arguments);
  }

  /// The same on a machine of the test's own.
  ///
  /// @param out takes what is printed, for those who answer it
  static Shell on(Machine machine, StringWriter out, Object... arguments) {
    StringWriter err = new StringWriter();
    CommandLine command =
        PlaylistLake.commandLine(machine)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode = command.execute(words);
    return new Shell(exitCode, out.toString(), err.toString());
  }
}
