package dev.playlistlake.local.report.covers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.cli.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Loading covers from a server and from the folder of the lake.
@Timeout(60)
final class CoversTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
  private static final Duration TIME = Duration.ofSeconds(20);

  @TempDir private Path lake = Path.of("");
  private FakeImageServer server;
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new FakeImageServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Covers.Loaded load(List<String> addresses) throws InterruptedException {
    return load(addresses, TIME, Optional.empty());
  }

  private Covers.Loaded load(List<String> addresses, Duration time, Optional<CoverCache> cache)
      throws InterruptedException {
    AtomicInteger seconds = new AtomicInteger();
    try (Covers covers = new Covers(server.download(time), cache)) {
      return covers.load(
          addresses, new Progress(() -> seconds.getAndAdd(5) * 1_000_000_000L, progress::add));
    }
  }

  private Optional<CoverCache> cache(Instant now) {
    return Optional.of(new CoverCache(lake, Clock.fixed(now, ZoneOffset.UTC)));
  }

  private static BufferedImage image(String dataUri) throws IOException {
    assertThat(dataUri).startsWith("data:image/jpeg;base64,");
    return TestImages.read(
        Base64.getDecoder().decode(dataUri.substring("data:image/jpeg;base64,".length())));
  }

  @Test
  void returnsEachCoverOnceAsASmallJpeg() throws Exception {
    String one = server.serve("/image/one", TestImages.jpeg(640, 640));
    String two = server.serve("/image/two", TestImages.jpeg(640, 320));

    Covers.Loaded loaded = load(List.of(one, two, one));

    assertThat(loaded.dataUris()).containsOnlyKeys(one, two);
    assertThat(image(loaded.dataUris().getOrDefault(two, "")).getHeight()).isEqualTo(32);
    assertThat(loaded.warning()).isEmpty();
    assertThat(loaded.summary()).isEqualTo("2 covers");
    assertThat(server.requests).containsExactlyInAnyOrder("/image/one", "/image/two");
    assertThat(progress).last().isEqualTo("… 2 of 2 covers");
  }

  @Test
  void sendsNeitherCookiesNorCredentials() throws Exception {
    String one =
        server.respond(
            "/image/one",
            exchange -> {
              exchange.getResponseHeaders().set("Set-Cookie", "id=1; Path=/");
              FakeImageServer.send(exchange, 200, TestImages.jpeg(64, 64));
            });
    String two = server.serve("/image/two", TestImages.jpeg(64, 64));

    try (Covers covers = new Covers(server.download(TIME), Optional.empty())) {
      covers.load(List.of(one), new Progress(System::nanoTime, progress::add));
      covers.load(List.of(two), new Progress(System::nanoTime, progress::add));
    }

    assertThat(server.headers)
        .hasSize(2)
        .allSatisfy(
            sent ->
                assertThat(sent.keySet())
                    .doesNotContain("Cookie", "Authorization", "Referer", "Proxy-authorization"));
  }

  @Test
  void followsNoRedirect() throws Exception {
    server.serve("/image/target", TestImages.jpeg(64, 64));
    String moved =
        server.respond(
            "/image/moved",
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/image/target");
              FakeImageServer.send(exchange, 302, new byte[0]);
            });

    assertThat(load(List.of(moved)).warning())
        .isEqualTo("1 of 1 cover is missing on the page: 1 redirected to another address");
    assertThat(server.requests).containsExactly("/image/moved");
  }

  @Test
  void requestsOnlyTheHostsOfSpotify() throws Exception {
    Covers.Loaded loaded =
        load(
            List.of(
                "https://example.com/image/one",
                "http://i.scdn.co/image/one",
                "javascript:alert(1)"));

    assertThat(loaded.warning())
        .isEqualTo(
            "3 of 3 covers are missing on the page: 3 with an address that is not on Spotify's"
                + " image hosts");
    assertThat(loaded.dataUris()).isEmpty();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void stopsReadingAResponseThatIsTooLarge() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    String endless =
        server.respond(
            "/image/endless",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              try {
                while (true) {
                  exchange.getResponseBody().write(new byte[100_000]);
                }
              } catch (IOException closed) {
                ended.countDown();
              }
            });
    String declared =
        server.respond(
            "/image/declared",
            exchange ->
                FakeImageServer.send(exchange, 200, new byte[CoverDownload.MOST_BYTES + 1]));

    assertThat(load(List.of(endless, declared)).warning()).endsWith(": 2 larger than 2 MB");
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsARequestThatIsSlow(boolean sendsHeaders) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    String slow =
        server.respond(
            "/image/slow",
            exchange -> {
              try {
                if (sendsHeaders) {
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write(1);
                  exchange.getResponseBody().flush();
                }
                end.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(load(List.of(slow), Duration.ofMillis(300), Optional.empty()).warning())
        .endsWith(": 1 not received in time");
    end.countDown();
  }

  @Test
  void countsEachKindOfFailureAndLoadsTheOthers() throws Exception {
    String good = server.serve("/image/good", TestImages.jpeg(640, 640));
    String svg = server.serve("/image/svg", "<svg/>".getBytes(UTF_8));
    String bomb = server.serve("/image/bomb", TestImages.pngOfDeclaredSize(30_000, 30_000));
    String missing = FakeImageServer.HOST + "/image/missing";

    Covers.Loaded loaded = load(List.of(missing, svg, good, bomb));

    assertThat(loaded.dataUris()).containsOnlyKeys(good);
    assertThat(loaded.summary()).isEqualTo("1 of 4 covers");
    assertThat(loaded.warning())
        .isEqualTo(
            "3 of 4 covers are missing on the page: 1 with a status other than 200, 1 with more"
                + " than 2,000 pixels on a side, 1 that are not a JPEG or PNG image");
  }

  @Test
  void sendsNoMoreRequestsWhenManyFail() throws Exception {
    Covers.Loaded loaded =
        load(IntStream.range(0, 200).mapToObj(i -> FakeImageServer.HOST + "/image/" + i).toList());

    assertThat(server.requests).hasSizeBetween(10, 13);
    assertThat(loaded.warning())
        .startsWith("200 of 200 covers are missing on the page: ")
        .endsWith(" not requested after too many failures or too much time");
  }

  @Test
  void loadsTheFirstCoversUpToTheLimit() throws Exception {
    byte[] image = TestImages.jpeg(8, 8);
    List<String> addresses =
        IntStream.range(0, Covers.MOST_COVERS + 5)
            .mapToObj(i -> server.serve("/image/" + i, image))
            .toList();

    Covers.Loaded loaded = load(addresses);

    assertThat(loaded.dataUris().keySet())
        .containsExactlyElementsOf(addresses.subList(0, Covers.MOST_COVERS));
    assertThat(loaded.summary()).isEqualTo("300 of 305 covers");
    assertThat(loaded.warning()).isEmpty();
    assertThat(server.requests).hasSize(Covers.MOST_COVERS);
  }

  @Test
  void storesCoversForSevenDaysWithPrivateRights() throws Exception {
    String address = server.serve("/image/one", TestImages.jpeg(640, 640));
    Map<String, String> first = load(List.of(address), TIME, cache(NOW)).dataUris();
    Path file = onlyFile();
    Files.setLastModifiedTime(file, FileTime.from(NOW));

    assertThat(load(List.of(address), TIME, cache(NOW.plus(Duration.ofDays(6)))).dataUris())
        .isEqualTo(first);
    assertThat(server.requests).hasSize(1);
    assertThat(file.getFileName().toString()).matches("[0-9a-f]{64}\\.jpg");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");

    load(List.of(address), TIME, cache(NOW.plus(Duration.ofDays(7))));
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void deletesOnlyItsOwnExpiredFiles() throws Exception {
    String address = server.serve("/image/one", TestImages.jpeg(64, 64));
    load(List.of(address), TIME, cache(NOW));
    Path expired = onlyFile();
    Path unfinished = Files.writeString(expired.resolveSibling(".unfinished-17.jpg"), "x");
    Path mine = Files.writeString(expired.resolveSibling("mine.jpg"), "x");
    Path fresh = Files.writeString(expired.resolveSibling("0".repeat(64) + ".jpg"), "x");
    for (Path old : List.of(expired, unfinished, mine)) {
      Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(8))));
    }
    Files.setLastModifiedTime(fresh, FileTime.from(NOW));

    cache(NOW).orElseThrow().deleteExpired();

    assertThat(List.of(expired, unfinished)).noneMatch(Files::exists);
    assertThat(List.of(mine, fresh)).allMatch(Files::exists);
  }

  @Test
  void replacesAStoredFileThatIsNotASmallCover() throws Exception {
    String address = server.serve("/image/one", TestImages.jpeg(640, 640));
    load(List.of(address), TIME, cache(NOW));
    Path file = onlyFile();
    for (byte[] other : List.of("<svg/>".getBytes(UTF_8), TestImages.jpeg(100, 100))) {
      Files.write(file, other);
      Files.setLastModifiedTime(file, FileTime.from(NOW));

      assertThat(
              image(load(List.of(address), TIME, cache(NOW)).dataUris().getOrDefault(address, ""))
                  .getWidth())
          .isEqualTo(Thumbnail.SIDE);
      assertThat(TestImages.read(Files.readAllBytes(file)).getWidth()).isEqualTo(Thumbnail.SIDE);
    }
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void readsAndWritesThroughNoLink() throws Exception {
    String address = server.serve("/image/one", TestImages.jpeg(64, 64));
    load(List.of(address), TIME, cache(NOW));
    Path file = onlyFile();
    Path elsewhere = Files.move(file, lake.resolve("elsewhere.jpg"));
    Files.write(elsewhere, TestImages.jpeg(10, 10));
    Files.createSymbolicLink(file, elsewhere);

    String uri = load(List.of(address), TIME, cache(NOW)).dataUris().getOrDefault(address, "");

    assertThat(image(uri).getWidth()).isEqualTo(64);
    assertThat(TestImages.read(Files.readAllBytes(elsewhere)).getWidth()).isEqualTo(10);
    assertThat(file).isRegularFile();
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void returnsCoversAlsoIfTheyCannotBeStored() throws Exception {
    String address = server.serve("/image/one", TestImages.jpeg(64, 64));
    Files.writeString(lake.resolve("covers"), "a file");

    Covers.Loaded loaded = load(List.of(address), TIME, cache(NOW));

    assertThat(loaded.dataUris()).hasSize(1);
    assertThat(loaded.warning())
        .startsWith("covers cannot be stored for the next report: ")
        .contains("covers");
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(lake.resolve("covers"))) {
      return files.toList().getFirst();
    }
  }
}
