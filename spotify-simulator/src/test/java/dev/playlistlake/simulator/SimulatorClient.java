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

/// A client with its own simulated Spotify. Each test of this module creates one and uses it on one
/// thread.
final class SimulatorClient implements AutoCloseable {
  static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final ObjectMapper JSON = new ObjectMapper();

  final SimulatedSpotify spotify;
  private final HttpClient http = HttpClient.newHttpClient();
  private String accessToken = "";

  /// A response with a JSON body or an empty body.
  record Response(int status, JsonNode body) {
    /// Returns status and message of an error in the form of the Web API.
    String error() {
      return status + " " + body.at("/error/message").asText();
    }

    /// Returns status, code and description of an error in the form of OAuth.
    String oauthError() {
      return status
          + " "
          + body.path("error").asText()
          + " "
          + body.path("error_description").asText();
    }
  }

  /// Creates a client without an access token.
  SimulatorClient(SimulatedSpotifyConfig config) throws IOException {
    spotify = SimulatedSpotify.start(config);
  }

  /// Returns a client with the user's access token.
  static SimulatorClient loggedIn(AppKind kind) throws Exception {
    return new SimulatorClient(config(kind)).logIn();
  }

  static SimulatedSpotifyConfig config(AppKind kind) {
    return SimulatedSpotifyConfig.of(kind, SimulatedSpotifyConfig.DEFAULT_SEED, DAY);
  }

  /// Requests an access token of the user.
  SimulatorClient logIn() throws Exception {
    return withTokenFor(
        "grant_type=refresh_token&refresh_token=" + spotify.credentials().refreshToken());
  }

  /// Requests the app's own access token, without a user.
  SimulatorClient logInWithoutUser() throws Exception {
    return withTokenFor("grant_type=client_credentials");
  }

  SimulatorClient withToken(String token) {
    accessToken = token;
    return this;
  }

  private SimulatorClient withTokenFor(String form) throws Exception {
    return withToken(requestToken(form).body().path("access_token").asText());
  }

  Response requestToken(String form) throws Exception {
    SimulatedSpotifyConfig.Credentials app = spotify.credentials();
    return requestToken(form, app.clientId() + ":" + app.clientSecret());
  }

  Response requestToken(String form, String clientIdAndSecret) throws Exception {
    String basic = Base64.getEncoder().encodeToString(clientIdAndSecret.getBytes(UTF_8));
    HttpRequest request =
        request("/api/token")
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return parsed(send(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  /// Returns the path of the playlist with a name.
  String path(String playlistName) {
    return "/v1/playlists/" + spotify.library().named(playlistName).id();
  }

  Response get(String pathOrUrl) throws Exception {
    HttpRequest.Builder request = request(pathOrUrl);
    if (!accessToken.isEmpty()) {
      request.header("Authorization", "Bearer " + accessToken);
    }
    return parsed(send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  HttpRequest.Builder request(String pathOrUrl) {
    String url = pathOrUrl.startsWith("http") ? pathOrUrl : spotify.url() + pathOrUrl;
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws Exception {
    return http.send(request, body);
  }

  private static Response parsed(HttpResponse<byte[]> response) throws IOException {
    return new Response(response.statusCode(), JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    spotify.close();
    http.shutdownNow();
  }
}
