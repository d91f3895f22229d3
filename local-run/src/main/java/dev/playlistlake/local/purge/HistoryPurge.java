package dev.playlistlake.local.purge;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.model.SafeText;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/// Sends the statements that erase rows of the history tables, and prints each of them with its
/// result. Every statement may run again, so a purge that failed is repeated as a whole. Used by
/// [PurgeCommand] in one thread.
///
/// @param clock dates the end of the deletion
/// @param out receives the statements and their results
/// @param err receives errors
record HistoryPurge(Clock clock, PrintWriter out, PrintWriter err) {
  /// The most runs of one statement. Athena's `VACUUM` deletes some thousand files in a run.
  static final int MOST_RUNS = 50;

  /// Sends the statements in order and stops at the first one that fails.
  ///
  /// @return whether all succeeded
  boolean run(HistoryTarget history, List<String> statements, SqlEngine engine) {
    Instant deleted = clock.instant();
    for (int i = 0; i < statements.size(); i++) {
      String statement = statements.get(i);
      try {
        print(statement, send(statement, engine));
      } catch (SqlException failed) {
        printError(failed, statements.subList(i, statements.size()));
        return false;
      }
      if (isDelete(statement)) {
        deleted = clock.instant();
      }
    }
    out.printf(
        "History: since %s, no query returns the deleted rows.%n",
        deleted.truncatedTo(ChronoUnit.SECONDS));
    history.erasure(clock.instant()).forEach(out::println);
    out.flush();
    return true;
  }

  /// Runs a statement, again while the engine reports that it did only a part of the work.
  private String send(String statement, SqlEngine engine) {
    for (int run = 1; ; run++) {
      try {
        SqlResult result = engine.run(statement);
        return isDelete(statement) && result.changed() > 0
            ? Counts.of(result.changed(), "row") + " deleted"
            : "done";
      } catch (SqlException failed) {
        if (run == MOST_RUNS || !HistoryErasure.mustRunAgain(failed)) {
          throw failed;
        }
        print(statement, "run %d done, more runs are needed".formatted(run));
      }
    }
  }

  private void print(String statement, String result) {
    out.println(SafeText.sanitize(statement) + ": " + result);
    out.flush();
  }

  private void printError(SqlException failed, List<String> left) {
    String reason =
        failed.getCause() instanceof SdkException cause
            ? AwsErrors.words(HistoryOnAthena.ACTIONS, cause)
            : AwsErrors.shown(String.valueOf(failed.getMessage()));
    err.println("error: the history tables: " + SafeText.sanitize(reason));
    err.printf(
        "%s left. Run purge again; it sends all statements:%n",
        Counts.of(left.size(), "statement"));
    left.forEach(statement -> err.println("  " + SafeText.sanitize(statement)));
    err.flush();
  }

  private static boolean isDelete(String statement) {
    return statement.startsWith("DELETE ");
  }
}
