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

/// What another user of the machine gets from the engine's HTTP port while a query runs: nothing.
final class EnginePortIT {
  private static final String TOKEN = "X-Trino-Internal-Bearer";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI engine = SampleLakeEngine.shared().address();

  @AfterEach
  void hangUp() {
    http.shutdownNow();
  }

  @Test
  void isOnThisMachineOnly() throws IOException {
    assertThat(InetAddress.getByName(engine.getHost()).isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM awsdatacatalog.playlist_lake.songs",
        "DELETE FROM awsdatacatalog.playlist_lake.song_history",
        "CREATE CATALOG mine USING hive WITH (\"fs.local.enabled\" = 'true')"
      })
  void takesNoStatement(String sql) throws IOException, InterruptedException {
    HttpResponse<String> refused =
        send(
            HttpRequest.newBuilder(engine.resolve("/v1/statement"))
                .header("X-Trino-User", "other")
                .POST(BodyPublishers.ofString(sql)));

    assertThat(refused.statusCode()).isEqualTo(403);
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
  void showsNothingOfWhatItDoes(String path) throws IOException, InterruptedException {
    SampleLakeEngine.shared().run("SELECT count(*) FROM songs_typed");
    for (HttpRequest.Builder request :
        List.of(
            HttpRequest.newBuilder(engine.resolve(path)),
            HttpRequest.newBuilder(engine.resolve(path)).header("X-Trino-User", "other"),
            HttpRequest.newBuilder(engine.resolve(path)).header(TOKEN, forged()))) {
      HttpResponse<String> refused = send(request);

      // 303 leads to the page that says that there is no web page.
      assertThat(refused.statusCode()).as(path).isBetween(303, 404);
      assertThat(refused.body()).doesNotContain("song");
    }
  }

  @Test
  void takesNoWorkThatIsSignedWithTheSecretOfTrinosTests()
      throws IOException, InterruptedException {
    HttpResponse<String> refused =
        send(HttpRequest.newBuilder(engine.resolve("/v1/query")).header(TOKEN, forged()));

    assertThat(refused.statusCode()).isEqualTo(401);
  }

  @Test
  void answersTheProgramItself() {
    assertThat(SampleLakeEngine.shared().run("SELECT count(*) FROM songs_typed").rows()).hasSize(1);
  }

  /// Signed as Trino signs its own requests, with the secret of its published sources.
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
