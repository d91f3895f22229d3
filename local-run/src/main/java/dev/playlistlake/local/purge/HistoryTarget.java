package dev.playlistlake.local.purge;

import dev.playlistlake.athena.SqlEngine;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The history tables of a lake, in which a purge deletes rows with SQL: [HistoryOnAthena] or
/// [HistoryInFolder]. Used by one thread.
interface HistoryTarget {
  /// The work of a purge with an open engine.
  interface Work {
    /// Does the work and returns whether it succeeded.
    boolean with(SqlEngine engine);
  }

  /// Returns where the tables are, for messages.
  String place();

  /// Returns the statements that erase the rows of playlists, in order.
  ///
  /// @param playlistIds the playlists; empty for all rows
  List<String> statements(Set<String> playlistIds);

  /// Opens the engine of the tables, does the work and closes the engine.
  ///
  /// @return whether the work succeeded
  /// @throws IOException when the engine cannot be opened
  boolean run(Work work) throws IOException;

  /// Returns when the deleted rows can no longer be read by anyone, in lines for the user.
  ///
  /// @param end when the last statement ended
  List<String> erasure(Instant end);
}
