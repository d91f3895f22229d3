package dev.playlistlake.athena;

import com.google.inject.spi.ProvisionListener;
import io.trino.server.InternalCommunicationConfig;
import io.trino.server.testing.TestingTrinoServer;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The HTTP port through which the engine hands work to itself.
///
/// It is on 127.0.0.1, and every user of the machine can connect to that. Trino's server for tests
/// takes statements from all of them, and one statement is enough to read each file of the user who
/// runs it: `CREATE CATALOG` may name any folder. So the engine takes requests from itself only,
/// signed with a secret that this process made up. This program's own statements don't need the
/// port.
final class EnginePort {
  private EnginePort() {}

  /// Closes it to everybody else, in a server that is still to start.
  static void close(TestingTrinoServer.Builder server) {
    server
        .addProperty("http-server.authentication.allow-insecure-over-http", "false")
        .addProperty("web-ui.enabled", "false")
        .setAdditionalModule(binder -> binder.bindListener(_ -> true, new OwnSecret()));
  }

  /// Replaces the secret that is compiled into Trino's server for tests, which takes no setting for
  /// it.
  private static final class OwnSecret implements ProvisionListener {
    private final String secret = random();

    @Override
    public <T> void onProvision(ProvisionInvocation<T> provision) {
      if (provision.provision() instanceof InternalCommunicationConfig config) {
        config.setSharedSecret(secret);
      }
    }

    private static String random() {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }
  }
}
