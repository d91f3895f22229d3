package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.AppKind.NEW_DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Simulated failures of requests.
class FaultScriptTest {
  private SimulatorClient client;
  private FaultScript faults;

  @BeforeEach
  void start() throws Exception {
    client = SimulatorClient.loggedIn(NEW_DEVELOPMENT);
    faults = client.spotify.faults();
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void replacesTheResponsesToAGivenNumberOfMatchingRequests() throws Exception {
    faults.times(2, request -> request.path().endsWith("/tracks"), Fault.error(502, "Bad gateway"));
    assertThat(client.get("/v1/me").status()).isEqualTo(200);
    assertThat(client.get("/v1/me/tracks").error()).isEqualTo("502 Bad gateway");
    assertThat(client.get("/v1/me/tracks").error()).isEqualTo("502 Bad gateway");
    assertThat(client.get("/v1/me/tracks").status()).isEqualTo(200);
  }

  @Test
  void appliesTheOldestMatchingRuleUntilItIsUsedUp() throws Exception {
    faults.once(_ -> true, Fault.error(500, "First"));
    faults.always(_ -> true, Fault.error(503, "Second"));
    assertThat(client.get("/v1/me").error()).isEqualTo("500 First");
    assertThat(client.get("/v1/me").error()).isEqualTo("503 Second");
    assertThat(client.get("/v1/me").error()).isEqualTo("503 Second");
    faults.clear();
    assertThat(client.get("/v1/me").status()).isEqualTo(200);
  }

  @Test
  void sendsHeaders() throws Exception {
    SimulatedResponse busy =
        SimulatedResponse.error(429, "API rate limit exceeded").withHeader("Retry-After", "7");
    faults.once(_ -> true, Fault.response(busy));
    HttpRequest request = client.request("/v1/me").build();
    HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
  }

  @Test
  void changesTheNormalResponse() throws Exception {
    faults.once(
        _ -> true,
        Fault.changedBody(body -> body.replaceAll("\"next\":\"http://[^/]*", "\"next\":\"x")));
    JsonNode page = client.get("/v1/me/tracks").body();
    assertThat(page.path("next").asText()).isEqualTo("x/v1/me/tracks?offset=20&limit=20");
    assertThat(page.path("items")).hasSize(20);
  }

  @Test
  void delaysTheResponse() throws Exception {
    faults.once(_ -> true, Fault.late(Duration.ofMillis(60)));
    long start = System.nanoTime();
    assertThat(client.get("/v1/me").status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(59));
  }

  @Test
  void closesTheConnectionDuringOrBeforeTheResponse() throws Exception {
    faults.once(_ -> true, Fault.cut());
    assertThatThrownBy(() -> client.get("/v1/me/tracks")).isInstanceOf(IOException.class);
    // The JDK's client retries a request without a response.
    faults.times(9, _ -> true, Fault.closed());
    assertThatThrownBy(() -> client.get("/v1/me/tracks")).isInstanceOf(IOException.class);
    faults.clear();
    assertThat(client.get("/v1/me/tracks").status()).isEqualTo(200);
  }

  @Test
  void anExceptionInAChangeIsA500AndTheServerContinues() throws Exception {
    Fault bug =
        Fault.changed(
            _ -> {
              throw new IllegalStateException("a bug, on purpose");
            });
    faults.once(_ -> true, bug);
    assertThat(client.get("/v1/me").error()).isEqualTo("500 Server error");
    assertThat(client.get("/v1/me").status()).isEqualTo(200);
  }
}
