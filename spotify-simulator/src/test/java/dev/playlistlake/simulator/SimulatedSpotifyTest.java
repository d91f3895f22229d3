package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.AppKind.NEW_DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The behaviour that is common to all kinds of app. See [AppKindTest] for the differences,
/// [AccountsHostTest] for the login, and [FaultScriptTest] for failures.
class SimulatedSpotifyTest {
  private SimulatorClient client;

  @BeforeEach
  void start() throws Exception {
    client = SimulatorClient.loggedIn(NEW_DEVELOPMENT);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void listsThePlaylistsThatTheUserOwnsOrFollows() throws Exception {
    JsonNode page = client.get("/v1/me/playlists?limit=50").body();
    List<String> names = page.path("items").findValuesAsText("name");
    assertThat(names).hasSize(13).contains("A Friend's Mixtape").doesNotContain("Secret Garden");
    assertThat(page.at("/items/0/items/total").asInt()).isEqualTo(5);
    assertThat(page.at("/items/0/owner/id").asText())
        .isEqualTo(client.get("/v1/me").body().path("id").asText());
    assertThat(client.get("/v1/me/playlists?limit=51").error()).isEqualTo("400 Invalid limit");
  }

  @Test
  void listsTheSavedSongsPageByPageNewestFirst() throws Exception {
    JsonNode page = client.get("/v1/me/tracks?limit=50").body();
    JsonNode entry = page.at("/items/0");
    ExpectedEntry first =
        client.spotify.library().liked().entriesOn(SimulatorClient.DAY).getFirst();
    assertThat(entry.at("/track/id").asText()).isEqualTo(first.id());
    assertThat(entry.has("added_by") || entry.has("is_local")).isFalse();
    assertThat(entry.path("added_at").asText())
        .isGreaterThan(page.at("/items/49/added_at").asText());
    assertThat(client.get(page.path("next").asText()).body().path("offset").asInt()).isEqualTo(50);
  }

  @Test
  void aPlaylistChangesFromDayToDay() throws Exception {
    String chart = client.path("Harbour Town Top 50");
    JsonNode today = client.get(chart).body();
    client.spotify.setDay(SimulatorClient.DAY.plusDays(1));
    JsonNode tomorrow = client.get(chart).body();
    assertThat(tomorrow.path("snapshot_id")).isNotEqualTo(today.path("snapshot_id"));
    assertThat(tomorrow.path("items")).isNotEqualTo(today.path("items"));
  }

  @Test
  void compressesAResponseIfTheCallerAcceptsIt() throws Exception {
    String path = "/api/token";
    HttpRequest plain = client.request(path).build();
    HttpRequest gzip = client.request(path).header("Accept-Encoding", "gzip").build();
    var bytes = HttpResponse.BodyHandlers.ofByteArray();
    assertThat(client.send(plain, bytes).body()).startsWith('{');
    assertThat(client.send(gzip, bytes).body()).startsWith(0x1f, 0x8b);
  }

  @Test
  void remembersRequestsWithoutTheirTokens() throws Exception {
    client.get("/v1/me/playlists?limit=1");
    assertThat(client.spotify.requests().stream().map(SimulatedRequest::toString))
        .containsExactly("POST /api/token", "GET /v1/me/playlists?limit=1");
    assertThat(client.spotify.requests().toString()).doesNotContain("simulated-");
  }

  @Test
  void respondsToInvalidRequestsWithAnErrorAndContinues() throws Exception {
    assertThat(client.get("/nowhere").error()).isEqualTo("404 Service not found");
    assertThat(client.get("/v1/me/tracks?limit=%25zz").error()).isEqualTo("400 Invalid limit");
    HttpRequest delete = client.request("/v1/me").DELETE().build();
    assertThat(client.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(405);
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), client.spotify.url().getPort())) {
      socket.getOutputStream().write("\0\1 GET?\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
    assertThat(client.get("/v1/me").status()).isEqualTo(200);
  }
}
