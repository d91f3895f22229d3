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

/// Every server of every command as people start it, watched from its start to its end: where its
/// processes listen, and what they answer to another user of the machine.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the sockets of a process are read from /proc")
final class LoopbackIT {
  @TempDir private Path folder = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();

  /// What a stranger is answered at each address, in the order in which the addresses opened.
  private final Map<InetSocketAddress, List<Integer>> answers = new LinkedHashMap<>();

  @Test
  void demoReportAndQueryListenOnThisMachineOnlyAndAnswerNoStranger() throws Exception {
    watch(Map.of(), "demo", "--days", "2", "--lake", lake());
    // The simulated Spotify, S3, and the engine of the report.
    assertThat(answers).hasSize(3);
    watch(Map.of(), "query", "--lake", lake(), "-e", "SELECT count(*) FROM songs");

    assertThat(answers).hasSize(4);
    assertThat(answers.keySet()).allSatisfy(LoopbackIT::assertLoopback);
    assertThat(answers.values()).allSatisfy(LoopbackIT::assertRefused);
  }

  @Test
  void runImportAndReplayServeTheirLakeToThemselves() throws Exception {
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

    assertThat(answers).hasSize(3);
    assertThat(answers.keySet()).allSatisfy(LoopbackIT::assertLoopback);
    assertThat(answers.values()).allSatisfy(LoopbackIT::assertRefused);
  }

  @Test
  void loginAndSimulateListenOnThisMachineOnly() throws Exception {
    Map<String, String> app = Map.of("SPOTIFY_CLIENT_ID", "id", "SPOTIFY_CLIENT_SECRET", "secret");

    watch(app, "login", "--no-browser", "--port", "0", "--timeout", "5", "--file", lake());
    assertThat(answers).hasSize(1);
    assertThat(answers.values()).allSatisfy(LoopbackIT::assertRefused);
    watch(Map.of(), "simulate", "--port", "0");

    assertThat(answers).hasSize(2);
    assertThat(answers.keySet()).allSatisfy(LoopbackIT::assertLoopback);
  }

  private String lake() {
    return folder.resolve("lake").toString();
  }

  private static void assertLoopback(InetSocketAddress socket) {
    assertThat(socket.getAddress().isLoopbackAddress()).as(socket + "").isTrue();
  }

  /// An answer of the 200s holds something.
  private static void assertRefused(List<Integer> statuses) {
    assertThat(statuses).isNotEmpty().allSatisfy(status -> assertThat(status).isBetween(400, 599));
  }

  /// Runs a command, and ends one that would serve until it is interrupted.
  private void watch(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("../playlist-lake"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PLAYLIST_LAKE_ENGINE_CACHE", "off");
    builder.environment().putAll(environment);
    Process process = builder.start();
    int before = answers.size();
    while (process.isAlive()) {
      for (ProcessHandle one : processes(process)) {
        for (InetSocketAddress socket : ListeningSockets.ofProcess(one.pid())) {
          if (!answers.containsKey(socket)) {
            answers.put(socket, ask(socket));
          }
        }
      }
      if (arguments[0].equals("simulate") && answers.size() > before) {
        process.destroy();
      }
      Thread.sleep(5);
    }
    assertThat(answers.size()).as(Files.readString(log)).isGreaterThan(before);
  }

  private static List<ProcessHandle> processes(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /// What another user would try first.
  private List<Integer> ask(InetSocketAddress socket) throws InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + socket.getPort());
    List<Integer> statuses = new ArrayList<>();
    for (HttpRequest.Builder request :
        List.of(
            HttpRequest.newBuilder(address.resolve("/raw?list-type=2")),
            HttpRequest.newBuilder(address.resolve("/v1/query")).header("X-Trino-User", "other"),
            HttpRequest.newBuilder(address.resolve("/v1/statement"))
                .header("X-Trino-User", "other")
                .POST(BodyPublishers.ofString("SELECT * FROM songs")),
            HttpRequest.newBuilder(address.resolve("/callback?code=mine&state=guessed")))) {
      try {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        statuses.add(answer.statusCode());
      } catch (IOException closed) {
        // It ended meanwhile.
      }
    }
    return statuses;
  }
}
