package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LocalS3;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.ExpectedEntry;
import dev.playlistlake.simulator.LargePlaylistDocument;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.SimulatedSpotify;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import dev.playlistlake.transform.HiveCsv;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the two deployed jars. Each runs in its own JVM with Lambda's runtime client, and uses a
/// local S3 and the simulated Spotify.
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client needs Linux")
final class JarsIT {
  private static final String EXTRACT = "dev.playlistlake.extract.ExtractHandler";
  private static final String TRANSFORM = "dev.playlistlake.transform.TransformHandler";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @TempDir private Path lake = Path.of("");
  @TempDir private Path work = Path.of("");
  private LocalS3 s3;

  @BeforeEach
  void startS3() throws IOException {
    s3 = LocalS3.start(lake);
  }

  @AfterEach
  void stopS3() {
    s3.close();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", s3.credentials().accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", s3.credentials().secretAccessKey());
    environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
    environment.put("RAW_BUCKET", LakeLayout.RAW);
    environment.put("PROCESSED_BUCKET", LakeLayout.PROCESSED);
    return environment;
  }

  @Test
  void extractAndTransformBringEveryEntryFromSpotifyToTheTables() throws Exception {
    try (SimulatedSpotify spotify =
        SimulatedSpotify.start(
            SimulatedSpotifyConfig.of(
                AppKind.NEW_DEVELOPMENT, SimulatedSpotifyConfig.DEFAULT_SEED, DAY))) {
      List<Playlist> playlists = spotify.library().readable();
      extract(spotify, playlists);
      transform(playlists);
      for (Playlist playlist : playlists) {
        assertServed(playlist.entriesOn(DAY), new PlaylistId(playlist.id()));
      }
    }
  }

  private void extract(SimulatedSpotify spotify, List<Playlist> playlists) throws Exception {
    Map<String, String> environment = environment();
    environment.put(
        "PLAYLIST_IDS", String.join(",", playlists.stream().map(Playlist::id).toList()));
    environment.put("SPOTIFY_CLIENT_ID", spotify.credentials().clientId());
    environment.put("SPOTIFY_CLIENT_SECRET", spotify.credentials().clientSecret());
    environment.put("SPOTIFY_REFRESH_TOKEN", spotify.credentials().refreshToken());
    environment.put("SPOTIFY_API_URL", spotify.url().toString());
    environment.put("SPOTIFY_ACCOUNTS_URL", spotify.url().toString());
    try (LambdaProcess function = start("extract-lambda", EXTRACT, environment)) {
      LambdaRuntimeApi.Result result = function.invoke("{\"time\":\"" + DAY + "T06:00:00Z\"}");

      assertThat(result.kind()).as(result.body() + function.log()).isEqualTo("response");
      JsonNode report = lastLine(function);
      assertThat(report.get("stored").intValue()).isEqualTo(playlists.size());
      assertThat(report.get("snapshot_date").textValue()).isEqualTo(DAY.toString());
    }
  }

  private void transform(List<Playlist> playlists) throws Exception {
    try (LambdaProcess function = start("transform-lambda", TRANSFORM, environment())) {
      for (Playlist playlist : playlists) {
        RawKey key = new RawKey(DAY, new PlaylistId(playlist.id()));
        LambdaRuntimeApi.Result result =
            function.invoke(S3Put.json(LakeLayout.RAW, key.toString()));

        assertThat(result.kind()).as(result.body() + function.log()).isEqualTo("response");
        assertThat(lastLine(function).get("transformed").intValue()).isEqualTo(1);
      }
    }
  }

  @Test
  void transformRegistersTheDaysOfItsTablesOnce() throws Exception {
    RawKey key = new RawKey(DAY, new PlaylistId("p"));
    Path raw = lake.resolve(LakeLayout.RAW).resolve(key.toString());
    Files.createDirectories(raw.getParent());
    Files.writeString(raw, "[]");
    Map<String, String> environment = environment();
    try (GlueServer glue = GlueServer.start()) {
      environment.put("GLUE_DATABASE", "lake");
      environment.put("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString());
      try (LambdaProcess function = start("transform-lambda", TRANSFORM, environment)) {
        String event = S3Put.json(LakeLayout.RAW, key.toString());

        for (int registered : new int[] {6, 0}) {
          function.invoke(event);
          assertThat(lastLine(function).get("partitions_registered").intValue())
              .isEqualTo(registered);
        }
      }
      assertThat(glue.requests()).hasSize(6);
    }
  }

  private void assertServed(List<ExpectedEntry> served, PlaylistId playlist) throws IOException {
    List<List<String>> songs = lines(Tables.SONGS, playlist);
    assertThat(songs.stream().map(line -> line.get(1)))
        .as(playlist.value())
        .isEqualTo(
            served.stream()
                .filter(entry -> entry.kind() == ExpectedEntry.Kind.SONG)
                .map(ExpectedEntry::id)
                .toList());
    assertThat(songs.stream().map(line -> Integer.parseInt(line.get(3))))
        .isEqualTo(
            served.stream()
                .filter(entry -> entry.kind() == ExpectedEntry.Kind.SONG)
                .map(ExpectedEntry::position)
                .toList());
    assertThat(lines(Tables.REJECTS, playlist)).hasSize(rejects(served));
  }

  private static int rejects(List<ExpectedEntry> served) {
    Set<ExpectedEntry.Kind> songs = Set.of(ExpectedEntry.Kind.SONG, ExpectedEntry.Kind.DUPLICATE);
    return Math.toIntExact(served.stream().filter(entry -> !songs.contains(entry.kind())).count());
  }

  private List<List<String>> lines(Table<?> table, PlaylistId playlist) throws IOException {
    Path file = lake.resolve(LakeLayout.PROCESSED).resolve(table.key(DAY, playlist));
    return HiveCsv.read(Files.readAllBytes(file)).stream().skip(1).toList();
  }

  @Test
  void transformReads125MegabytesIn64MegabytesOfHeap() throws Exception {
    PlaylistId playlist = bigPlaylist();
    try (LambdaProcess function = start("transform-lambda", TRANSFORM, environment(), "-Xmx64m")) {
      String key = new RawKey(DAY, playlist).toString();
      LambdaRuntimeApi.Result result = function.invoke(S3Put.json(LakeLayout.RAW, key));

      assertThat(result.kind()).as(result.body() + function.log()).isEqualTo("response");
      assertThat(lastLine(function).get("items_read").intValue()).isEqualTo(33_000);
    }
    assertThat(lines(Tables.SONGS, playlist)).hasSize(11_000);
  }

  private PlaylistId bigPlaylist() throws IOException {
    Path plain = work.resolve("big.json");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(plain))) {
      LargePlaylistDocument.write(file, 33_000, 11_000, AppKind.EXTENDED_QUOTA, 1);
    }
    assertThat(Files.size(plain)).isGreaterThan(125_000_000);
    PlaylistId playlist = new PlaylistId(LargePlaylistDocument.ID);
    Path raw = lake.resolve(LakeLayout.RAW).resolve(new RawKey(DAY, playlist).toString());
    Files.createDirectories(raw.getParent());
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(raw), 1 << 16)) {
      Files.copy(plain, gzip);
    }
    return playlist;
  }

  @Test
  void aRejectedDocumentFailsTheInvocationWithItsName() throws Exception {
    String key = "playlists/snapshot_date=2026-11-20/p.json.gz";
    Path raw = lake.resolve(LakeLayout.RAW).resolve(key);
    Files.createDirectories(raw.getParent());
    Files.writeString(raw, "<html>502</html>");
    try (LambdaProcess function = start("transform-lambda", TRANSFORM, environment())) {
      LambdaRuntimeApi.Result result = function.invoke(S3Put.json(LakeLayout.RAW, key));

      assertThat(result.kind()).isEqualTo("error");
      assertThat(new ObjectMapper().readTree(result.body()).path("errorMessage").textValue())
          .startsWith("1 of 1 snapshot failed. s3://raw/" + key + ": rejected at $ (line 1, col");
      assertThat(lake.resolve(LakeLayout.PROCESSED)).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "extract-lambda, dev.playlistlake.extract.ExtractHandler, RAW_BUCKET",
    "transform-lambda, dev.playlistlake.transform.TransformHandler, PROCESSED_BUCKET"
  })
  void aMissingSettingFailsTheStartWithItsName(String module, String handler, String setting)
      throws Exception {
    Map<String, String> environment = environment();
    environment.remove(setting);
    try (LambdaProcess function = start(module, handler, environment)) {
      LambdaRuntimeApi.Result result = function.invoke("{}");

      assertThat(result.kind()).isEqualTo("init/error");
      assertThat(result.body()).contains(setting);
    }
  }

  @ParameterizedTest
  @CsvSource({"extract-lambda, 16500000", "transform-lambda, 15000000"})
  void aJarContainsNoTestsAndNoTools(String module, long most) throws IOException {
    Path jar = LambdaProcess.jar(module);
    assertThat(Files.size(jar)).isLessThanOrEqualTo(most);
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.stream().map(entry -> entry.getName()))
          .contains("dev/playlistlake/model/Tables.class")
          .noneMatch(
              name ->
                  name.matches(
                      "(dev/playlistlake/(simulator|local|athena|bench)|org/(junit|mockito|assertj|gaul)"
                          + "|picocli|io/trino|io/netty|.*Test\\.class).*"));
    }
  }

  private LambdaProcess start(
      String module, String handler, Map<String, String> environment, String... jvmOptions)
      throws IOException {
    Path log = work.resolve(module + ".log");
    return LambdaProcess.start(LambdaProcess.jar(module), handler, environment, log, jvmOptions);
  }

  private static JsonNode lastLine(LambdaProcess function) throws IOException {
    return new ObjectMapper().readTree(function.log().lines().toList().getLast());
  }
}
