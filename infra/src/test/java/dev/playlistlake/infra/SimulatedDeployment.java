package dev.playlistlake.infra;

import dev.playlistlake.local.lake.LocalS3;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.SimulatedResponse;
import dev.playlistlake.simulator.SimulatedSpotify;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The services for functions that run with the environment of the template: the two buckets and
/// the secret with their names, Glue, and the simulated Spotify.
final class SimulatedDeployment implements AutoCloseable {
  static final Fault QUOTA =
      Fault.response(
          SimulatedResponse.json(
                  429,
                  "{\"error\":{\"status\":429,\"message\":\"no\",\"reason\":\"QUOTA_EXCEEDED\"}}")
              .withHeader("Retry-After", "43200"));

  final Template template;
  final SimulatedSpotify spotify;
  final LocalS3 s3;
  final SecretsManagerServer secrets;
  final GlueServer glue;
  private final Path lake;

  SimulatedDeployment(Template template, Path lake) throws IOException {
    this.template = template;
    this.lake = lake;
    this.s3 =
        LocalS3.start(lake, Set.of(rawBucket(), variable("TransformFunction", "PROCESSED_BUCKET")));
    this.spotify =
        SimulatedSpotify.start(
            SimulatedSpotifyConfig.of(
                AppKind.NEW_DEVELOPMENT,
                SimulatedSpotifyConfig.DEFAULT_SEED,
                LocalDate.of(2026, 11, 20)));
    this.glue = GlueServer.start();
    this.secrets =
        SecretsManagerServer.start(
            Map.of(
                "client_id", spotify.credentials().clientId(),
                "client_secret", spotify.credentials().clientSecret(),
                "refresh_token", spotify.credentials().refreshToken(),
                "authorized_at", Instant.now().minus(10, ChronoUnit.DAYS).toString()));
  }

  /// Returns the environment of a function, with the URLs of Glue and of the simulated Spotify.
  Map<String, String> environment(String function) {
    Map<String, String> environment = new HashMap<>(EnvironmentRules.variables(function, template));
    environment.put("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString());
    environment.put("SPOTIFY_API_URL", spotify.url().toString());
    environment.put("SPOTIFY_ACCOUNTS_URL", spotify.url().toString());
    environment.put("SPOTIFY_REQUESTS_PER_SECOND", "0");
    environment.put("SPOTIFY_WAIT_BUDGET_SECONDS", "0");
    return environment;
  }

  String variable(String function, String name) {
    return EnvironmentRules.variables(function, template).getOrDefault(name, "");
  }

  String rawBucket() {
    return variable("TransformFunction", "RAW_BUCKET");
  }

  /// Returns the keys of all snapshots.
  List<String> rawKeys() throws IOException {
    Path bucket = lake.resolve(rawBucket());
    try (Stream<Path> files = Files.walk(bucket.resolve("playlists"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> bucket.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  void putRaw(String key, String document) throws IOException {
    Path file = lake.resolve(rawBucket()).resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, document);
  }

  @Override
  public void close() {
    glue.close();
    secrets.close();
    spotify.close();
    s3.close();
  }
}
