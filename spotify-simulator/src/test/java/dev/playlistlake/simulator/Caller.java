package dev.playlistlake.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;

/// A caller of a simulated Spotify, who holds the user's access token.
final class Caller implements AutoCloseable {
  static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final ObjectMapper JSON = new ObjectMapper();

  final SimulatedSpotify spotify;
  private final HttpClient http = HttpClient.newHttpClient();
  private String token = "";

  /// An answer whose body is JSON, or nothing.
  record Reply(int status, JsonNode body) {
    String error() {
      return status + " " + body.at("/error/message").asText();
    }
  }

  Caller(SimulatedSpotifyConfig config) throws IOException {
    spotify = SimulatedSpotify.start(config);
  }

  static Caller of(AppKind kind) throws Exception {
    return new Caller(config(kind)).asUser();
  }

  static SimulatedSpotifyConfig config(AppKind kind) {
    return SimulatedSpotifyConfig.of(kind, SimulatedSpotifyConfig.DEFAULT_SEED, DAY);
  }

  Caller asUser() throws Exception {
    return as("grant_type=refresh_token&refresh_token=" + spotify.credentials().refreshToken());
  }

  Caller asApp() throws Exception {
    return as("grant_type=client_credentials");
  }

  Caller with(String accessToken) {
    token = accessToken;
    return this;
  }

  Playlist named(String name) {
    return spotify.library().playlists().stream()
        .filter(playlist -> playlist.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Caller as(String form) throws Exception {
    return with(grant(form).body().path("access_token").asText());
  }

  Reply grant(String form) throws Exception {
    Credentials app = spotify.credentials();
    return grant(form, app.clientId() + ":" + app.clientSecret());
  }

  Reply grant(String form, String client) throws Exception {
    String basic = Base64.getEncoder().encodeToString(client.getBytes(UTF_8));
    HttpRequest request =
        at("/api/token")
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return reply(send(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  Reply get(String path) throws Exception {
    HttpRequest.Builder request = at(path);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return reply(send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : spotify.url() + path))
        .timeout(Duration.ofSeconds(20));
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws Exception {
    return http.send(request, body);
  }

  private static Reply reply(HttpResponse<byte[]> response) throws IOException {
    return new Reply(response.statusCode(), JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    spotify.close();
    http.shutdownNow();
  }
}
