package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;
import java.util.Optional;

/// Runs statements on an engine and prints their results, or the error of the first that fails.
public record QueryRunner(SqlEngine engine, ResultFormat format, PrintWriter out, PrintWriter err) {
  /// Runs statements in order, up to the first that fails.
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

  /// Runs a query of `queries.sql`. No rows for a playlist that isn't in the lake is an error: it
  /// looks like a result, but the id is a mistake.
  ///
  /// @param playlist the id that the query is about, or nothing for every playlist
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
