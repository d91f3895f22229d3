package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;
import java.util.Optional;

/// Runs statements on an engine and prints their results, or the error of the first one that fails.
/// [QueryCommand] uses it in one thread; [SqlPrompt] uses its engine in several.
public record QueryRunner(SqlEngine engine, ResultFormat format, PrintWriter out, PrintWriter err) {
  /// Runs statements in order and stops at the first one that fails.
  ///
  /// @return whether all succeeded
  public boolean runAll(Iterable<String> statements) {
    for (String statement : statements) {
      if (!run(statement, "")) {
        return false;
      }
    }
    return true;
  }

  /// Runs a saved query of `queries.sql`. If it returns no rows and the lake has no such playlist,
  /// this is an error, because the ID or the name is probably a mistake.
  ///
  /// @param playlist the ID or the name of the playlist that the query is about; empty for all
  /// @return whether it succeeded
  public boolean runNamed(String statement, String playlist) {
    return run(statement, playlist);
  }

  private boolean run(String statement, String playlist) {
    try {
      SqlResult result = engine.run(statement);
      Optional<String> error =
          result.rows().isEmpty() && !playlist.isEmpty()
              ? LakePlaylists.errorForUnknown(playlist, engine)
              : Optional.empty();
      if (error.isEmpty()) {
        format.print(result, out);
        return true;
      }
      err.println("error: " + error.get());
    } catch (SqlException failed) {
      err.println(SqlErrors.describe(failed, statement));
    }
    err.flush();
    return false;
  }
}
