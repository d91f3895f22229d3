package dev.playlistlake.athena;

import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DELETE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DROP_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.INSERT_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.TRUNCATE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.UPDATE_TABLE;

import com.google.inject.Module;
import com.google.inject.spi.ProvisionListener;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import io.trino.server.InternalCommunicationConfig;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.testing.TestingAccessControlManager;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;

/// Protects the HTTP port that the engine uses for requests to itself. [LocalAthena] uses it once,
/// at the start of the engine.
///
/// The port is on 127.0.0.1, where every user of the machine can connect. Trino's server for tests
/// accepts statements from all of them, and `CREATE CATALOG` may name any folder, so one statement
/// can read every file of the user who started the engine. Therefore the engine accepts only its
/// own requests, which are signed with a random secret of this process. The statements of this
/// program don't use the port.
final class EnginePort implements EngineClients {
  /// Configures a server, before it starts, so that it accepts only its own requests.
  @Override
  public void configure(TestingTrinoServer.Builder server) {
    server
        .addProperty("http-server.authentication.allow-insecure-over-http", "false")
        .addProperty("web-ui.enabled", "false")
        .setAdditionalModule(ownSecret());
  }

  // The transform owns the lake's files, and a DELETE without a condition would delete them.
  @Override
  public void protectTables(TestingTrinoServer server) {
    for (Table<?> table : Tables.ALL) {
      Stream.of(DELETE_TABLE, DROP_TABLE, INSERT_TABLE, TRUNCATE_TABLE, UPDATE_TABLE)
          .map(change -> TestingAccessControlManager.privilege(table.name(), change))
          .forEach(server.getAccessControl()::deny);
    }
  }

  /// A module that replaces the secret with which a server signs the requests to itself.
  static Module ownSecret() {
    return binder -> binder.bindListener(_ -> true, new OwnSecret());
  }

  /// Random text that cannot be guessed.
  static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Replaces the secret that is compiled into Trino's server for tests. The server has no setting
  /// for it.
  private static final class OwnSecret implements ProvisionListener {
    private final String secret = random();

    @Override
    public <T> void onProvision(ProvisionInvocation<T> provision) {
      if (provision.provision() instanceof InternalCommunicationConfig config) {
        config.setSharedSecret(secret);
      }
    }
  }
}
