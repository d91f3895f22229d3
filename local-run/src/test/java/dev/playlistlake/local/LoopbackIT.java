package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.SimulatedSpotify;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Every server of every command, from the start of the script to its end: the addresses where its
/// processes listen, and their responses to another user of the machine.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the sockets of a process are read from /proc")
final class LoopbackIT {
  private static final int SERVE_PORTS = 2;

  @TempDir private Path folder = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();

  /// The statuses of the responses to another user, by address, in the order in which the addresses
  /// opened.
  private final Map<InetSocketAddress, List<Integer>> statuses = new LinkedHashMap<>();

  @Test
  void demoReportQueryAndServeListenOnThisMachineOnlyAndRejectOtherUsers() throws Exception {
    watch(Map.of(), "demo", "--days", "2", "--lake", lake());
    // The servers are the simulated Spotify, S3, and the engine of the report.
    assertThat(statuses).hasSize(3);
    watch(Map.of(), "query", "--lake", lake(), "-e", "SELECT count(*) FROM songs");

    assertThat(statuses).hasSize(4);
    assertThat(statuses.keySet()).allSatisfy(LoopbackIT::assertLoopback);
    assertThat(statuses.values()).allSatisfy(LoopbackIT::assertRejected);

    statuses.clear();
    watch(Map.of("XDG_STATE_HOME", lake()), "serve", "--port", "0", "--lake", lake());
    // The port for clients, which closes connections without TLS, and the engine's own.
    assertThat(statuses).hasSize(SERVE_PORTS);
    assertThat(statuses.keySet()).allSatisfy(LoopbackIT::assertLoopback);
    assertRejected(statuses.values().stream().flatMap(List::stream).toList());
  }

  @Test
  void runImportAndReplayServeTheirLakeOnlyToThemselves() throws Exception {
    Path archive = Files.createDirectory(folder.resolve("archive"));
    Files.writeString(archive.resolve("page.json"), LakeFolder.PAGE);
    try (SimulatedSpotify spotify =
        SimulatedSpotify.start(
            SimulatedSpotifyConfig.of(
                AppKind.NEW_DEVELOPMENT,
                SimulatedSpotifyConfig.DEFAULT_SEED,
                LocalDate.of(2026, 11, 20)))) {
      Map<String, String> environment =
          Map.of(
              "SPOTIFY_API_URL", spotify.url().toString(),
              "SPOTIFY_ACCOUNTS_URL", spotify.url().toString(),
              "SPOTIFY_CLIENT_ID", spotify.credentials().clientId(),
              "SPOTIFY_CLIENT_SECRET", spotify.credentials().clientSecret(),
              "SPOTIFY_REFRESH_TOKEN", spotify.credentials().refreshToken());
      String playlist = spotify.library().readable().getFirst().id();

      watch(environment, "run", "--playlist", playlist, "--lake", lake());
      watch(Map.of(), "import", "--lake", lake(), archive.toString());
      watch(Map.of(), "replay", "--lake", lake());
    }

    assertThat(statuses).hasSize(3);
    assertThat(statuses.keySet()).allSatisfy(LoopbackIT::assertLoopback);
    assertThat(statuses.values()).allSatisfy(LoopbackIT::assertRejected);
  }

  @Test
  void loginAndSimulateListenOnThisMachineOnly() throws Exception {
    Map<String, String> app = Map.of("SPOTIFY_CLIENT_ID", "id", "SPOTIFY_CLIENT_SECRET", "secret");

    watch(app, "login", "--no-browser", "--port", "0", "--timeout", "5", "--file", lake());
    assertThat(statuses).hasSize(1);
    assertThat(statuses.values()).allSatisfy(LoopbackIT::assertRejected);
    watch(Map.of(), "simulate", "--port", "0");

    assertThat(statuses).hasSize(2);
    assertThat(statuses.keySet()).allSatisfy(LoopbackIT::assertLoopback);
  }

  private String lake() {
    return folder.resolve("lake").toString();
  }

  private static void assertLoopback(InetSocketAddress socket) {
    assertThat(socket.getAddress().isLoopbackAddress()).as(socket + "").isTrue();
  }

  private static void assertRejected(List<Integer> statuses) {
    assertThat(statuses).isNotEmpty().allSatisfy(status -> assertThat(status).isBetween(400, 599));
  }

  /// Runs a command and watches its sockets. Stops `simulate` and `serve`, which run until they are
  /// interrupted.
  private void watch(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("../playlist-lake"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PLAYLIST_LAKE_ENGINE_CACHE", "off");
    builder.environment().putAll(environment);
    Process process = builder.start();
    int before = statuses.size();
    while (process.isAlive()) {
      for (ProcessHandle handle : processes(process)) {
        for (InetSocketAddress socket : ListeningSockets.ofProcess(handle.pid())) {
          if (!statuses.containsKey(socket)) {
            statuses.put(socket, request(socket));
          }
        }
      }
      boolean isComplete =
          switch (arguments[0]) {
            case "simulate" -> statuses.size() > before;
            case "serve" -> statuses.size() == before + SERVE_PORTS;
            default -> false;
          };
      if (isComplete) {
        process.destroy();
      }
      Thread.sleep(5);
    }
    assertThat(statuses.size()).as(Files.readString(log)).isGreaterThan(before);
  }

  private static List<ProcessHandle> processes(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /// Sends the requests that another user would try first, and returns the statuses.
  private List<Integer> request(InetSocketAddress socket) throws InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + socket.getPort());
    List<Integer> found = new ArrayList<>();
    for (HttpRequest.Builder request :
        List.of(
            HttpRequest.newBuilder(address.resolve("/raw?list-type=2")),
            HttpRequest.newBuilder(address.resolve("/v1/query")).header("X-Trino-User", "other"),
            HttpRequest.newBuilder(address.resolve("/v1/statement"))
                .header("X-Trino-User", "other")
                .POST(BodyPublishers.ofString("SELECT * FROM songs")),
            HttpRequest.newBuilder(address.resolve("/callback?code=mine&state=guessed")))) {
      try {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        found.add(response.statusCode());
      } catch (IOException closed) {
        // The server has stopped.
      }
    }
    return found;
  }
}
