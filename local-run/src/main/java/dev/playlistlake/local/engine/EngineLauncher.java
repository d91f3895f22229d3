package dev.playlistlake.local.engine;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/// Opens SQL engines for the commands that query a lake: `query`, `report`, `verify`, `demo` and
/// `purge`. Used by one thread.
public interface EngineLauncher {
  /// The text of the progress line while an engine starts.
  String STARTING = "starting the SQL engine";

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

  /// The work of a command that begins while the engine starts.
  interface EarlyWork {
    /// Does the work.
    ///
    /// @return the exit code of the command
    int with(StartingEngine engine) throws IOException;
  }

  /// As [#run], but the work begins while the engine starts.
  default int runWhileStarting(EngineOptions options, EarlyWork work) throws IOException {
    return run(options, engine -> work.with(StartingEngine.start(() -> engine)));
  }

  /// Returns the amount of data that an engine's running statements have read, such as `1,200 rows,
  /// 3.4 MB`, for a progress line; empty if the engine does not know it.
  static Optional<String> read(SqlEngine engine) {
    return engine
        .reading()
        .map(read -> Counts.of(read.rows(), "row") + ", " + ProgressLine.megabytes(read.bytes()));
  }

  /// Returns the text of [#read] in parentheses, after a space; an empty text if the engine does
  /// not know it.
  static String soFar(SqlEngine engine) {
    return read(engine).map(read -> " (" + read + ")").orElse("");
  }

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
        check(options);
        int exitCode;
        try (SqlEngine engine = open(options)) {
          exitCode = work.with(engine);
          ignoreThreads();
        }
        createCache(exitCode, options);
        return exitCode;
      }

      @Override
      public int runWhileStarting(EngineOptions options, EarlyWork work) throws IOException {
        check(options);
        int exitCode;
        try (StartingEngine engine = StartingEngine.start(options::open)) {
          exitCode = work.with(engine);
          ignoreThreads();
        }
        createCache(exitCode, options);
        return exitCode;
      }

      private void check(EngineOptions options) throws IOException {
        options.check();
        if (options.local()) {
          require();
        }
      }

      private void createCache(int exitCode, EngineOptions options) {
        if (exitCode == 0 && options.local() && !options.onlyHistory()) {
          EngineCache.createForNextStart(program, options.lake());
        }
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

  private static SqlEngine open(EngineOptions options) throws IOException {
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    try (ProgressLine _ = ProgressLine.start(err, () -> STARTING)) {
      return options.open();
    }
  }

  /// Threads of a cancelled statement throw exceptions when the engine is closed.
  private static void ignoreThreads() {
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
  }

  private static boolean hasEngine() {
    return EngineLauncher.class.getResource("/jdk/incubator/vector/Vector.class") != null
        && EngineLauncher.class.getResource("/io/trino/Session.class") != null;
  }
}
