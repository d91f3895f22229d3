package dev.playlistlake.local.query;

import dev.playlistlake.athena.Answer;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import java.io.IOException;
import java.io.PrintWriter;

/// Asks an engine and prints what it answers.
public record Asking(SqlEngine engine, AnswerFormat format, PrintWriter out, PrintWriter err) {
  /// Asks one statement after the other, up to the first that fails.
  ///
  /// @return whether all were answered
  public boolean all(Iterable<String> statements) throws IOException {
    for (String statement : statements) {
      if (!one(statement)) {
        return false;
      }
    }
    return true;
  }

  private boolean one(String statement) throws IOException {
    try {
      print(engine.run(statement));
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
