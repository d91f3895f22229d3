package dev.playlistlake.athena;

/// Runs SQL statements over one lake, on Trino on this machine ([LocalAthena]) or on Athena in an
/// AWS account ([AwsAthena]). The same statement has the same result on both. Threads may share an
/// engine.
public interface SqlEngine extends AutoCloseable {
  /// Runs one statement and waits for the whole result.
  ///
  /// @param sql without a `;` at its end
  /// @throws SqlException when the engine rejects the statement or can't finish it
  SqlResult run(String sql);

  @Override
  void close();
}
