package dev.playlistlake.local;

import dev.playlistlake.athena.SqlEngine;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/// Gets an engine to those that ask it something.
interface Engines {
  /// What is done with an engine.
  interface Work {
    /// Gives the command's exit code.
    int with(SqlEngine engine) throws IOException;
  }

  /// Does the work with the engine that the options name, and closes it after.
  ///
  /// @param command whose work it is
  int run(EngineOptions options, CommandSpec command, Work work) throws IOException;

  /// Athena's engine wants a Java machine with options of its own: the whole command is started
  /// again in one, unless this is one.
  static Engines real() {
    return (options, command, work) -> {
      if (options.local() && !EngineProcess.isHere()) {
        options.check();
        return elsewhere(options, command);
      }
      try (SqlEngine engine = options.open()) {
        int exitCode = work.with(engine);
        // Threads of a statement that was given up complain when the engine is closed around them.
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
        return exitCode;
      }
    };
  }

  private static int elsewhere(EngineOptions options, CommandSpec command) throws IOException {
    EngineProcess process =
        EngineProcess.ofThisProgram()
            .orElseThrow(
                () ->
                    new IOException("the SQL engine is started by the playlist-lake script alone"));
    int exitCode = process.run(command.root().commandLine().getParseResult().originalArgs());
    if (exitCode == 0) {
      process.hasten(options.lake(), command.commandLine().getErr());
    }
    return exitCode;
  }
}
