package dev.playlistlake.local.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.ScriptRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The command `serve` from its start to Ctrl-C.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script needs a POSIX shell")
final class ServeIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void acceptsClientsWithThePasswordUntilItIsInterrupted() throws Exception {
    Path lake = folder.resolve("lake");
    ScriptRun demo =
        ScriptRun.run(folder, ScriptRun.ENGINE, "demo", "--days", 1, "--no-report", "--lake", lake);
    assertThat(demo.exitCode()).as(demo.printed()).isZero();
    ProcessBuilder builder =
        new ProcessBuilder("../playlist-lake", "serve", "--port", "0", "--lake", lake.toString())
            .redirectErrorStream(true);
    builder.environment().putAll(ScriptRun.ENGINE);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    Process server = builder.start();
    try (BufferedReader output = server.inputReader()) {
      List<String> printed = linesUntilReady(output);
      Path password = Path.of(value(printed, "password     in "));
      Path certificate = Path.of(value(printed, "certificate  "));
      String secret = Files.readString(password).strip();
      int port = Integer.parseInt(value(printed, "JDBC URL ").replaceAll(".*:(\\d+)/.*", "$1"));

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password.getParent())))
          .isEqualTo("rwx------");
      assertThat(String.join("\n", printed)).doesNotContain(secret);
      assertThat(server.toHandle().info().arguments().map(List::of).orElse(List.of()).toString())
          .doesNotContain(secret);
      try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
        assertThat(status(client, port, secret)).isEqualTo(200);
        assertThat(status(client, port, "wrong")).isEqualTo(401);
      }
      server.toHandle().destroy();
      assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(server.exitValue()).isEqualTo(143);
      assertThat(password.getParent()).doesNotExist();
    } finally {
      server.destroyForcibly();
    }
  }

  private static List<String> linesUntilReady(BufferedReader output) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = output.readLine();
      assertThat(line).as(String.join("\n", lines)).isNotNull();
      lines.add(Objects.requireNonNull(line));
    } while (!line.startsWith("Ready after "));
    return lines;
  }

  private static String value(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }

  private static int status(HttpClient client, int port, String password) throws Exception {
    String credentials =
        Base64.getEncoder().encodeToString(("lake:" + password).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/statement"))
            .header("Authorization", "Basic " + credentials)
            .header("X-Trino-User", "lake")
            .POST(BodyPublishers.ofString("SELECT 1"))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }
}
