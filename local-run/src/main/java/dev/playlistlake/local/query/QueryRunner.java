package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.ProgressLine;
import dev.playlistlake.local.engine.EngineLauncher;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs statements on an engine and prints their results, or the error of the first one that fails.
/// [QueryCommand] uses it in one thread.
record QueryRunner(SqlEngine engine, LakeTables tables, ResultPrinter printer, PrintWriter err) {
  /// Runs the statements of a text in order and stops at the first one that fails.
  ///
  /// @param place where the text is from, for errors
  /// @return whether all succeeded
  boolean runAll(List<SqlStatements.Statement> statements, String text, String place)
      throws IOException {
    boolean isOnlyOption = statements.size() == 1 && place.startsWith("-");
    for (int i = 0; i < statements.size(); i++) {
      SqlStatements.Statement statement = statements.get(i);
      try {
        printer.print(withProgress(() -> engine.run(statement.sql())));
      } catch (SqlException failed) {
        String suggestion = withProgress(() -> tables.suggestion(failed, statement.sql(), engine));
        return fail(
            isOnlyOption
                ? SqlErrors.describe(failed, statement.sql(), suggestion)
                : SqlErrors.describe(failed, i + 1, statement, text, place, suggestion));
      }
    }
    return true;
  }

  /// Runs a saved query.
  ///
  /// @param playlist the ID or the name of the playlist that the query is about; empty for all
  /// @return whether it succeeded
  boolean runNamed(String sql, String playlist) throws IOException {
    try {
      printer.print(withProgress(() -> named(engine, sql, playlist)));
      return true;
    } catch (SqlException failed) {
      return fail(SqlErrors.describe(failed, sql, ""));
    } catch (CommandException unknown) {
      return fail("error: " + unknown.getMessage());
    }
  }

  private boolean fail(String error) {
    err.println(error);
    err.flush();
    return false;
  }

  /// Returns the result of a saved query. If it has no rows and the lake has no such playlist, this
  /// is an error, because the ID or the name is probably a mistake.
  ///
  /// @throws CommandException with a message that is safe to print and may have several lines
  static SqlResult named(SqlEngine engine, String sql, String playlist) {
    SqlResult result = engine.run(sql);
    Optional<String> error =
        result.rows().isEmpty() && !playlist.isEmpty()
            ? LakePlaylists.errorForUnknown(playlist, engine)
            : Optional.empty();
    if (error.isPresent()) {
      throw new CommandException(error.get());
    }
    return result;
  }

  /// Shows on a terminal what the engine has read while the work runs.
  private <T> T withProgress(Supplier<T> work) {
    try (ProgressLine _ = ProgressLine.start(err, () -> progress(engine))) {
      return work.get();
    }
  }

  /// Returns what the engine has read, for a progress line.
  static String progress(SqlEngine engine) {
    return EngineLauncher.read(engine).map(read -> "running: " + read + " read").orElse("running");
  }
}
