package dev.playlistlake.athena;

import java.util.Optional;

/// Runs SQL statements over one lake, on Trino on this machine ([LocalAthena]) or on Athena in an
/// AWS account ([AwsAthena]). A statement has the same result on both. The commands `query` and
/// `report` use it. Threads may share an engine.
public interface SqlEngine extends AutoCloseable {
  /// Runs one statement and waits for the whole result. If the thread is interrupted, the engine
  /// cancels the statement.
  ///
  /// @param sql without a `;` at its end
  /// @throws SqlException if the engine rejects the statement or cannot finish it
  SqlResult run(String sql);

  /// Returns what the running statements have read so far, or empty if the engine doesn't know it.
  default Optional<Reading> reading() {
    return Optional.empty();
  }

  /// The amount of data that running statements have read from the lake's files.
  record Reading(long rows, long bytes) {}

  @Override
  void close();
}
