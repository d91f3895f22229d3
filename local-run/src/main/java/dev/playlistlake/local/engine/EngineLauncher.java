package dev.playlistlake.local.engine;

import dev.playlistlake.athena.SqlEngine;
import java.io.IOException;

/// Opens SQL engines for the commands that ask a lake something.
public interface EngineLauncher {
  /// What is done with an engine.
  interface Work {
    /// Returns the command's exit code.
    int with(SqlEngine engine) throws IOException;
  }

  /// Does the work with the engine that the options name, and closes it after.
  int run(EngineOptions options, Work work) throws IOException;

  /// Does nothing where an engine on this machine can be opened.
  ///
  /// @throws IOException when it cannot, with what to do
  default void require() throws IOException {}

  /// The engine on this machine is Athena's own, for which the script starts this process with more
  /// libraries and options.
  ///
  /// @param program the main class, which a later process runs to make the engine start faster
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
          // Threads of a statement that was cancelled complain when the engine is closed.
          Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
        }
        if (exitCode == 0 && options.local()) {
          EngineCache.makeForNextStart(program, options.lake());
        }
        return exitCode;
      }

      @Override
      public void require() throws IOException {
        if (!hasEngine()) {
          throw new IOException(
              "this Java process lacks the SQL engine: start the command with ./playlist-lake,"
                  + " which adds the engine's libraries and options");
        }
      }
    };
  }

  private static boolean hasEngine() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && EngineLauncher.class.getResource("/io/trino/Session.class") != null;
  }
}
