package dev.playlistlake.athena;

/// Runs statements over one lake: Trino on this machine ([LocalAthena]), or Athena in an account
/// ([AwsAthena]). The same text gives the same answer on both.
public interface SqlEngine extends AutoCloseable {
  /// Runs one statement, without a `;` at its end, and waits for the whole answer.
  ///
  /// @throws SqlException when the engine refuses the statement or fails on the way
  Answer run(String sql);

  @Override
  void close();
}
