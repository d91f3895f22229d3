package dev.playlistlake.athena;

import com.google.inject.spi.ProvisionListener;
import io.trino.server.InternalCommunicationConfig;
import io.trino.server.testing.TestingTrinoServer;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Protects the HTTP port that the engine uses for requests to itself. [LocalAthena] uses it once,
/// at the start of the engine.
///
/// The port is on 127.0.0.1, where every user of the machine can connect. Trino's server for tests
/// accepts statements from all of them, and `CREATE CATALOG` may name any folder, so one statement
/// can read every file of the user who started the engine. Therefore the engine accepts only its
/// own requests, which are signed with a random secret of this process. The statements of this
/// program don't use the port.
final class EnginePort {
  private EnginePort() {}

  /// Configures a server, before it starts, so that it accepts only its own requests.
  static void close(TestingTrinoServer.Builder server) {
    server
        .addProperty("http-server.authentication.allow-insecure-over-http", "false")
        .addProperty("web-ui.enabled", "false")
        .setAdditionalModule(binder -> binder.bindListener(_ -> true, new OwnSecret()));
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

    private static String random() {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }
  }
}
