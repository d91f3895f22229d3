package dev.playlistlake.local.query;

import dev.playlistlake.athena.Answer;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;

/// Asks an engine and prints what it answers.
public record Asking(SqlEngine engine, AnswerFormat format, PrintWriter out, PrintWriter err) {
  /// Asks one statement after the other, up to the first that fails.
  ///
  /// @return whether all were answered
  public boolean all(Iterable<String> statements) throws IOException {
    for (String statement : statements) {
      if (!one(statement, _ -> Optional.empty())) {
        return false;
      }
    }
    return true;
  }

  /// Asks a query that `queries.sql` names. No rows for a playlist that the lake doesn't have is an
  /// error: it looks like an answer, and the id is a mistake.
  ///
  /// @param playlist the id that the query is about, or nothing for every playlist
  /// @return whether it was answered
  public boolean named(String statement, String playlist) throws IOException {
    return one(
        statement,
        answer ->
            answer.rows().isEmpty() && !playlist.isEmpty()
                ? LakePlaylists.errorForUnknown(playlist, engine)
                : Optional.empty());
  }

  private boolean one(String statement, Function<Answer, Optional<String>> check)
      throws IOException {
    try {
      Answer answer = engine.run(statement);
      Optional<String> error = check.apply(answer);
      if (error.isPresent()) {
        err.println("error: " + error.get());
        err.flush();
        return false;
      }
      print(answer);
      return true;
    } catch (SqlException refused) {
      err.println(SqlTrouble.words(refused, statement));
      err.flush();
      return false;
    }
  }

  void print(Answer answer) throws IOException {
    format.print(answer, out);
  }
}
