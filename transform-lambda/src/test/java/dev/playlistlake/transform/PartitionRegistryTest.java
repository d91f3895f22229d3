package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.PartitionRegistry.Failure;
import dev.playlistlake.transform.PartitionRegistry.Registration;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Registers days in a Glue catalog that fails in different ways.
final class PartitionRegistryTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final LocalDate NEXT = LocalDate.of(2026, 11, 22);
  private static final List<String> TABLES =
      Tables.ALL.stream().map(table -> table.name()).toList();

  private final List<Duration> waits = new ArrayList<>();
  private FakeGlue glue;
  private PartitionRegistry registry;

  @BeforeEach
  void start() throws IOException {
    glue = new FakeGlue();
    registry =
        new PartitionRegistry(glue.client(), "lake", "processed", waits::add, System::nanoTime);
  }

  @AfterEach
  void stop() {
    glue.close();
  }

  private List<String> tables() {
    return glue.requests.stream().map(FakeGlue.Request::table).toList();
  }

  private void respond(int status, String body) {
    glue.responder = (exchange, _) -> FakeGlue.respond(exchange, status, body);
  }

  private Failure failure(String table, String reason) {
    return new Failure("table " + table + " of database lake", List.of(DAY), reason);
  }

  @Test
  void createsAPartitionInEachTableWithPlaylistsLast() {
    Registration result = registry.register(Set.of(DAY));

    assertThat(result).isEqualTo(new Registration(6, List.of()));
    assertThat(tables()).isEqualTo(TABLES).last().isEqualTo("playlists");
    FakeGlue.Request request = glue.requests.getFirst();
    assertThat(request.header("X-amz-target")).isEqualTo("AWSGlue.BatchCreatePartition");
    assertThat(request.header("Content-type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(request.body().path("DatabaseName").asText()).isEqualTo("lake");
    JsonNode partition = request.body().at("/PartitionInputList/0");
    assertThat(partition.path("Values").toString()).isEqualTo("[\"2026-11-21\"]");
    assertThat(partition.path("Parameters").toString())
        .isEqualTo(
            "{\"classification\":\"csv\",\"compressionType\":\"none\","
                + "\"skip.header.line.count\":\"1\"}");
    JsonNode storage = partition.path("StorageDescriptor");
    assertThat(storage.path("Location").asText())
        .isEqualTo("s3://processed/songs/snapshot_date=2026-11-21/");
    assertThat(storage.path("SerdeInfo").toString())
        .isEqualTo(
            "{\"SerializationLibrary\":\"org.apache.hadoop.hive.serde2.OpenCSVSerde\","
                + "\"Parameters\":{\"separatorChar\":\",\",\"quoteChar\":\"\\\"\","
                + "\"escapeChar\":\"\\t\"}}");
    assertThat(storage.path("Columns").valueStream().map(column -> column.path("Name").asText()))
        .containsExactly(Tables.SONGS.header());
    assertThat(storage.path("Columns").valueStream().map(column -> column.path("Type").asText()))
        .containsOnly("string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "400"})
  void acceptsAPartitionThatExists(int status) {
    respond(
        status,
        status == 200
            ? FakeGlue.errorOf("2026-11-21", "AlreadyExistsException")
            : FakeGlue.error("com.amazonaws.glue#AlreadyExistsException", "exists"));

    assertThat(registry.register(Set.of(DAY))).isEqualTo(new Registration(6, List.of()));
    assertThat(glue.requests).hasSize(6);
  }

  @Test
  void remembersADay() {
    registry.register(Set.of(DAY));

    assertThat(registry.register(Set.of(DAY))).isEqualTo(Registration.NONE);
    assertThat(registry.register(List.of(DAY, NEXT, NEXT)).partitions()).isEqualTo(6);
    assertThat(glue.requests).hasSize(12);
    assertThat(glue.requests.getLast().days()).containsExactly("2026-11-22");
  }

  @Test
  void registersSeveralDaysWithOneRequestForEachTable() {
    assertThat(registry.register(List.of(NEXT, DAY)).partitions()).isEqualTo(12);

    assertThat(glue.requests)
        .hasSize(6)
        .allSatisfy(
            request -> assertThat(request.days()).containsExactly("2026-11-21", "2026-11-22"));
  }

  @Test
  void sendsAtMostAHundredDaysInARequest() {
    List<LocalDate> days = IntStream.range(0, 250).mapToObj(DAY::plusDays).toList();

    assertThat(registry.register(days).partitions()).isEqualTo(1500);
    assertThat(glue.requests.stream().map(request -> request.days().size()).distinct())
        .containsExactly(100, 50);
  }

  /// Returns a registry whose server takes a time for each response.
  private PartitionRegistry ofSlowServer(Duration time) {
    AtomicLong clock = new AtomicLong();
    glue.responder =
        (exchange, _) -> {
          clock.addAndGet(time.toNanos());
          FakeGlue.respond(exchange, 200, FakeGlue.CREATED);
        };
    return new PartitionRegistry(glue.client(), "lake", "processed", waits::add, clock::get);
  }

  @Test
  void hasTheSameTimeForEachHundredDays() {
    PartitionRegistry ofSlowServer = ofSlowServer(Duration.ofSeconds(2));

    Registration days = ofSlowServer.register(DAY.datesUntil(DAY.plusDays(250)).toList());

    assertThat(days.partitions()).isEqualTo(6 * 250);
    assertThat(days.failures()).isEmpty();
  }

  @Test
  void startsNoRequestLaterThanTenSeconds() {
    PartitionRegistry ofSlowServer = ofSlowServer(Duration.ofSeconds(6));

    Registration day = ofSlowServer.register(Set.of(DAY));

    assertThat(tables()).hasSize(2);
    assertThat(day.failed()).isEqualTo(4);
  }

  @Test
  void createsTheOtherDaysIfOneExists() {
    glue.responder =
        (exchange, request) ->
            FakeGlue.respond(
                exchange,
                request.days().contains("2026-11-21") ? 400 : 200,
                request.days().contains("2026-11-21")
                    ? FakeGlue.error("AlreadyExistsException", "exists")
                    : FakeGlue.CREATED);

    assertThat(registry.register(List.of(DAY, NEXT))).isEqualTo(new Registration(12, List.of()));
    assertThat(glue.requests).hasSize(18);
  }

  @Test
  void leavesADayOutOfPlaylistsIfAnotherTableFails() {
    glue.responder =
        (exchange, request) ->
            FakeGlue.respond(
                exchange,
                200,
                request.table().equals("albums")
                    ? FakeGlue.errorOf("2026-11-21", "InvalidInputException")
                    : FakeGlue.CREATED);

    Registration result = registry.register(List.of(DAY, NEXT));

    assertThat(result.partitions()).isEqualTo(10);
    assertThat(result.failed()).isEqualTo(2);
    assertThat(result.failures())
        .containsExactly(
            failure("albums", "InvalidInputException: simulated"),
            failure("playlists", "another table has no partition of this day"));
    assertThat(result.failures().getFirst().message())
        .isEqualTo(
            "table albums of database lake: partition snapshot_date=2026-11-21 cannot be"
                + " registered: InvalidInputException: simulated");
    assertThat(glue.requests.getLast().days()).containsExactly("2026-11-22");

    respond(200, FakeGlue.CREATED);
    assertThat(registry.register(List.of(DAY, NEXT)).partitions()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 ThrottlingException",
        "400 ConcurrentModificationException",
        "400 com.amazonaws.glue#InternalServiceException:http://internal/",
        "429 ",
        "500 ",
        "503 x"
      })
  void repeatsARequestTwiceAfterATemporaryError(String error) {
    String[] parts = error.split(" ", 2);
    glue.responder =
        (exchange, _) -> {
          boolean fails = glue.requests.size() <= 2;
          FakeGlue.respond(
              exchange,
              fails ? Integer.parseInt(parts[0]) : 200,
              fails ? FakeGlue.error(parts[1], "wait") : FakeGlue.CREATED);
        };

    assertThat(registry.register(Set.of(DAY))).isEqualTo(new Registration(6, List.of()));
    assertThat(glue.requests).hasSize(8);
    assertThat(waits).hasSize(2);
    assertThat(waits.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(waits.get(1)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
  }

  @Test
  void repeatsOnlyTheDaysWithATemporaryError() {
    glue.responder =
        (exchange, _) ->
            FakeGlue.respond(
                exchange,
                200,
                glue.requests.size() == 1
                    ? FakeGlue.errorOf("2026-11-22", "InternalServiceException")
                    : FakeGlue.CREATED);

    assertThat(registry.register(List.of(DAY, NEXT)).partitions()).isEqualTo(12);
    assertThat(glue.requests.get(1).days()).containsExactly("2026-11-22");
    assertThat(glue.requests).hasSize(7);
  }

  @Test
  void attemptsARequestThreeTimes() {
    respond(400, FakeGlue.error("ThrottlingException", "Rate exceeded"));

    Registration result = registry.register(Set.of(DAY));

    assertThat(result.failed()).isEqualTo(6);
    assertThat(result.failures().getFirst())
        .isEqualTo(failure("songs", "ThrottlingException: Rate exceeded"));
    assertThat(glue.requests).hasSize(15);
  }

  @Test
  void namesTheMissingPermissionWithoutARetry() {
    respond(403, FakeGlue.error("AccessDeniedException", "User: x is not\\nauthorized"));

    Registration result = registry.register(Set.of(DAY));

    assertThat(result.failures().getFirst())
        .isEqualTo(
            failure(
                "songs",
                "AWS denied access, glue:BatchCreatePartition is needed (AccessDeniedException:"
                    + " User: x is not authorized)"));
    assertThat(tables()).containsExactly("songs", "albums", "artists", "song_artists", "rejects");
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "\"x\"",
        "{\"Errors\":{}}",
        "{\"Errors\":7}",
        "{\"Errors\":[{}]}",
        "{\"Errors\":[null]}",
        "{\"Errors\":[{\"PartitionValues\":[\"other\"],\"ErrorDetail\":{\"ErrorCode\":\"X\"}}]}"
      })
  void countsADayAsFailedIfTheResponseIsNotOneOfGlue(String body) {
    respond(200, body);

    Registration result = registry.register(Set.of(DAY));

    assertThat(result.partitions()).isZero();
    assertThat(result.failed()).isEqualTo(6);
    assertThat(result.failures().getFirst().reason()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "[]", "{\"__type\":7}", "{\"__type\":\"X\",\"message\":{}}"})
  void countsADayAsFailedIfAnErrorIsNotOneOfGlue(String body) {
    respond(400, body);

    Registration result = registry.register(Set.of(DAY));

    assertThat(result.failed()).isEqualTo(6);
    assertThat(result.failures().getFirst().reason()).isNotBlank();
  }

  @Test
  void readsNoMoreThanOneMegabyteOfAResponse() {
    respond(200, "[".repeat(AwsApi.LONGEST_BODY + 1));

    assertThat(registry.register(Set.of(DAY)).failures().getFirst().reason())
        .isEqualTo(glue.url() + ": the response is longer than 1,048,576 bytes");
  }

  @Test
  void attemptsNoOtherTableIfTheServerDoesNotRespond() {
    glue.responder = (_, _) -> Thread.sleep(60_000);

    Registration result = registry.register(List.of(DAY, NEXT));

    assertThat(result.failed()).isEqualTo(12);
    assertThat(glue.requests).hasSize(3);
    assertThat(result.failures().getFirst().reason()).contains("timed out");
    assertThat(result.failures().get(1).reason())
        .isEqualTo("not attempted, because the time for it is used up");
  }

  @Test
  void attemptsADayAgainInTheNextCall() {
    glue.close();
    assertThat(registry.register(Set.of(DAY)).failed()).isEqualTo(6);
    assertThat(registry.register(Set.of(DAY)).failed()).isEqualTo(6);
  }

  @Test
  void keepsTheInterruptOfAWait() {
    respond(500, "");
    PartitionRegistry interrupted =
        new PartitionRegistry(
            glue.client(),
            "lake",
            "processed",
            _ -> {
              throw new InterruptedException();
            },
            System::nanoTime);

    assertThat(interrupted.register(Set.of(DAY)).failed()).isEqualTo(6);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isSharedByThreads() throws Exception {
    List<LocalDate> days = IntStream.range(0, 40).mapToObj(DAY::plusDays).toList();
    List<Callable<Registration>> calls =
        Stream.concat(days.stream(), days.stream())
            .map(day -> (Callable<Registration>) () -> registry.register(Set.of(day)))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Registration> result : threads.invokeAll(calls)) {
        assertThat(result.get().failures()).isEmpty();
      }
    }

    assertThat(registry.register(days)).isEqualTo(Registration.NONE);
  }
}
