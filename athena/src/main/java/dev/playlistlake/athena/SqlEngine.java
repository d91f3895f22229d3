package dev.playlistlake.athena;

/// Runs SQL statements over one lake, on Trino on this machine ([LocalAthena]) or on Athena in an
/// AWS account ([AwsAthena]). A statement has the same result on both. The commands `query` and
/// `report` use it. Threads may share an engine.
public interface SqlEngine extends AutoCloseable {
  /// Runs one statement and waits for the whole result.
  ///
  /// @param sql without a `;` at its end
  /// @throws SqlException if the engine rejects the statement or cannot finish it
  SqlResult run(String sql);

  @Override
  void close();
}
