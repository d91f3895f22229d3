package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.AppKind.NEW_DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedSpotifyTest {
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    caller = Caller.of(NEW_DEVELOPMENT);
  }

  @AfterEach
  void stop() {
    caller.close();
  }

  @Test
  void listsThePlaylistsOfTheUserAndThoseSheFollows() throws Exception {
    JsonNode page = caller.get("/v1/me/playlists?limit=50").body();
    List<String> names = page.path("items").findValuesAsText("name");
    assertThat(names).hasSize(13).contains("A Friend's Mixtape").doesNotContain("Secret Garden");
    assertThat(page.at("/items/0/items/total").asInt()).isEqualTo(5);
    assertThat(page.at("/items/0/owner/id").asText())
        .isEqualTo(caller.get("/v1/me").body().path("id").asText());
    assertThat(caller.get("/v1/me/playlists?limit=51").error()).isEqualTo("400 Invalid limit");
  }

  @Test
  void listsTheSavedSongsPageByPageTheLastSavedFirst() throws Exception {
    JsonNode page = caller.get("/v1/me/tracks?limit=50").body();
    JsonNode entry = page.at("/items/0");
    Entry first = caller.spotify.library().liked().entriesOn(Caller.DAY).getFirst();
    assertThat(entry.at("/track/id").asText()).isEqualTo(first.id());
    assertThat(entry.has("added_by") || entry.has("is_local")).isFalse();
    assertThat(entry.path("added_at").asText())
        .isGreaterThan(page.at("/items/49/added_at").asText());
    assertThat(caller.get(page.path("next").asText()).body().path("offset").asInt()).isEqualTo(50);
  }

  @Test
  void anotherDayGivesAnotherPlaylist() throws Exception {
    Playlist chart = caller.named("Harbour Town Top 50");
    JsonNode today = caller.get("/v1/playlists/" + chart.id()).body();
    caller.spotify.setDay(Caller.DAY.plusDays(1));
    JsonNode tomorrow = caller.get("/v1/playlists/" + chart.id()).body();
    assertThat(tomorrow.path("snapshot_id")).isNotEqualTo(today.path("snapshot_id"));
    assertThat(tomorrow.path("items")).isNotEqualTo(today.path("items"));
  }

  @Test
  void answersAreCompressedWhenAskedFor() throws Exception {
    String path = "/api/token";
    HttpRequest plain = caller.at(path).build();
    HttpRequest gzip = caller.at(path).header("Accept-Encoding", "gzip").build();
    var bytes = HttpResponse.BodyHandlers.ofByteArray();
    assertThat(caller.send(plain, bytes).body()).startsWith('{');
    assertThat(caller.send(gzip, bytes).body()).startsWith(0x1f, 0x8b);
  }

  @Test
  void requestsAreRememberedWithoutTokens() throws Exception {
    caller.get("/v1/me/playlists?limit=1");
    assertThat(caller.spotify.requests().stream().map(Request::toString))
        .containsExactly("POST /api/token", "GET /v1/me/playlists?limit=1");
    assertThat(caller.spotify.requests().toString()).doesNotContain("simulated-");
  }

  @Test
  void nonsenseIsRefusedAndTheServerLivesOn() throws Exception {
    assertThat(caller.get("/nowhere").error()).isEqualTo("404 Service not found");
    assertThat(caller.get("/v1/me/tracks?limit=%25zz").error()).isEqualTo("400 Invalid limit");
    HttpRequest delete = caller.at("/v1/me").DELETE().build();
    assertThat(caller.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(405);
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), caller.spotify.url().getPort())) {
      socket.getOutputStream().write("\0\1 GET?\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
    assertThat(caller.get("/v1/me").status()).isEqualTo(200);
  }

  @Test
  void anUnexpectedExceptionAnswers500() throws Exception {
    Fault bug =
        Fault.changed(
            _ -> {
              throw new IllegalStateException("a bug, on purpose");
            });
    caller.spotify.faults().once(_ -> true, bug);
    assertThat(caller.get("/v1/me").error()).isEqualTo("500 Server error");
    assertThat(caller.get("/v1/me").status()).isEqualTo(200);
  }

  @Test
  void aScriptedAnswerWinsForTheRequestsItIsFor() throws Exception {
    Faults faults = caller.spotify.faults();
    faults.times(2, request -> request.path().endsWith("/tracks"), Fault.error(502, "Bad gateway"));
    assertThat(caller.get("/v1/me").status()).isEqualTo(200);
    assertThat(caller.get("/v1/me/tracks").error()).isEqualTo("502 Bad gateway");
    assertThat(caller.get("/v1/me/tracks").error()).isEqualTo("502 Bad gateway");
    assertThat(caller.get("/v1/me/tracks").status()).isEqualTo(200);
  }

  @Test
  void aScriptedAnswerHasItsOwnHeaders() throws Exception {
    Answer busy = Answer.json(429, "{}").with("Retry-After", "7");
    caller.spotify.faults().always(_ -> true, Fault.answer(busy).after(Duration.ofMillis(50)));
    HttpRequest request = caller.at("/v1/me").build();
    HttpResponse<Void> response = caller.send(request, HttpResponse.BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    caller.spotify.faults().clear();
    assertThat(caller.get("/v1/me").status()).isEqualTo(200);
  }

  @Test
  void aNormalAnswerCanBeChanged() throws Exception {
    Fault elsewhere =
        Fault.changed(
            answer ->
                Answer.json(
                    200, answer.body().replaceAll("\"next\":\"http://[^/]*", "\"next\":\"x")));
    caller.spotify.faults().once(_ -> true, elsewhere);
    JsonNode page = caller.get("/v1/me/tracks").body();
    assertThat(page.path("next").asText()).isEqualTo("x/v1/me/tracks?offset=20&limit=20");
  }

  @Test
  void aConnectionCanBeCutBeforeAndAmidTheAnswer() throws Exception {
    caller.spotify.faults().once(_ -> true, Fault.cut());
    assertThatThrownBy(() -> caller.get("/v1/me/tracks")).isInstanceOf(IOException.class);
    caller.spotify.faults().times(9, _ -> true, Fault.closed());
    assertThatThrownBy(() -> caller.get("/v1/me/tracks")).isInstanceOf(IOException.class);
    caller.spotify.faults().clear();
    assertThat(caller.get("/v1/me/tracks").status()).isEqualTo(200);
  }
}
