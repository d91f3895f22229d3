package dev.playlistlake.athena;

import io.trino.server.testing.TestingTrinoServer;

/// The clients that an engine accepts on its HTTP port, and what statements may do. [LocalAthena]
/// calls it at the start of the engine: none but itself ([EnginePort]), or other programs
/// ([LakeServer]).
interface EngineClients {
  /// The user whose statements create the tables and views.
  default String owner() {
    return "user";
  }

  /// Configures a server before it starts.
  void configure(TestingTrinoServer.Builder server);

  /// Protects the files of the lake, after the tables were created. Unnecessary if the server has
  /// an access control.
  default void protectTables(TestingTrinoServer server) {}
}
