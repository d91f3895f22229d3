package dev.playlistlake.local.engine;

import dev.playlistlake.athena.SqlEngine;
import java.io.IOException;

/// Opens SQL engines for the commands that query a lake: `query`, `report`, `verify`, `demo` and
/// `purge`. Used by one thread.
public interface EngineLauncher {
  /// The work of a command with an open engine.
  interface Work {
    /// Does the work.
    ///
    /// @return the exit code of the command
    int with(SqlEngine engine) throws IOException;
  }

  /// Opens the engine that the options name, does the work and closes the engine.
  ///
  /// @return the exit code of the command
  /// @throws IOException when the engine cannot be opened or the work fails
  int run(EngineOptions options, Work work) throws IOException;

  /// Checks that an engine can be opened on this machine.
  ///
  /// @throws IOException when it cannot be opened; the message says what to do
  default void require() throws IOException {}

  /// Returns the launcher of the program. On this machine it opens Trino, the engine of Athena,
  /// which needs the libraries and options that the script `playlist-lake` adds.
  ///
  /// @param program the main class of the program, to create the [EngineCache]
  static EngineLauncher real(Class<?> program) {
    return new EngineLauncher() {
      @Override
      public int run(EngineOptions options, Work work) throws IOException {
        options.check();
        if (options.local()) {
          require();
        }
        int exitCode;
        try (SqlEngine engine = options.open()) {
          exitCode = work.with(engine);
          // Threads of a cancelled statement throw exceptions when the engine is closed.
          Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
        }
        if (exitCode == 0 && options.local() && !options.onlyHistory()) {
          EngineCache.createForNextStart(program, options.lake());
        }
        return exitCode;
      }

      @Override
      public void require() throws IOException {
        if (!hasEngine()) {
          throw new IOException(
              "the SQL engine is missing in this Java process. Start the command with"
                  + " ./playlist-lake, which adds the engine's libraries and options.");
        }
      }
    };
  }

  private static boolean hasEngine() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && EngineLauncher.class.getResource("/io/trino/Session.class") != null;
  }
}
