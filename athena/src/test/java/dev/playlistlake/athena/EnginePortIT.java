package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.http.client.HeaderName;
import io.airlift.http.client.Request;
import io.trino.server.InternalAuthenticationManager;
import io.trino.server.StartupStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other users of the machine cannot use the engine's HTTP port.
final class EnginePortIT {
  private static final String TOKEN = "X-Trino-Internal-Bearer";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI engine = SampleLakeEngine.shared().address();

  @AfterEach
  void closeConnections() {
    http.shutdownNow();
  }

  @Test
  void listensOnlyOnThisMachine() throws IOException {
    assertThat(InetAddress.getByName(engine.getHost()).isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM awsdatacatalog.playlist_lake.songs",
        "DELETE FROM awsdatacatalog.playlist_lake.song_history",
        "CREATE CATALOG mine USING hive WITH (\"fs.local.enabled\" = 'true')"
      })
  void rejectsStatements(String sql) throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(engine.resolve("/v1/statement"))
                .header("X-Trino-User", "other")
                .POST(BodyPublishers.ofString(sql)));

    assertThat(response.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/query",
        "/v1/query?state=RUNNING",
        "/v1/task",
        "/v1/task/1/results/0/0",
        "/v1/memory",
        "/v1/node",
        "/v1/thread",
        "/v1/dynamicFilters",
        "/v1/integrations/gateway/input",
        "/v1/openmetrics",
        "/metrics",
        "/ui/",
        "/ui/api/query",
        "/ui/api/cluster",
        "/ui/login"
      })
  void showsNothingAboutItsQueries(String path) throws IOException, InterruptedException {
    SampleLakeEngine.shared().run("SELECT count(*) FROM songs_typed");
    for (HttpRequest.Builder request :
        List.of(
            HttpRequest.newBuilder(engine.resolve(path)),
            HttpRequest.newBuilder(engine.resolve(path)).header("X-Trino-User", "other"),
            HttpRequest.newBuilder(engine.resolve(path)).header(TOKEN, forged()))) {
      HttpResponse<String> response = send(request);

      // 303 redirects to a page that says that the web interface is disabled.
      assertThat(response.statusCode()).as(path).isBetween(303, 404);
      assertThat(response.body()).doesNotContain("song");
    }
  }

  @Test
  void rejectsRequestsSignedWithTheSecretOfTrinosTests() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(engine.resolve("/v1/query")).header(TOKEN, forged()));

    assertThat(response.statusCode()).isEqualTo(401);
  }

  @Test
  void runsTheStatementsOfTheProgram() {
    assertThat(SampleLakeEngine.shared().run("SELECT count(*) FROM songs_typed").rows()).hasSize(1);
  }

  /// A token in the form of Trino's own requests, signed with the secret in its published source
  /// code.
  private static String forged() {
    Request signed =
        new InternalAuthenticationManager("internal-shared-secret", "other", new StartupStatus())
            .filterRequest(Request.Builder.prepareGet().setUri(URI.create("http://x")).build());
    return signed.getHeader(HeaderName.of(TOKEN));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
