package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.model.LogLevel;
import dev.playlistlake.model.RawKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Passes events to the function. The events are parsed as the Lambda runtime parses them.
final class TransformHandlerTest {
  private static final String DAY = "playlists/snapshot_date=2026-11-21/";

  private final FakeRawBucket raw = new FakeRawBucket();
  private final InMemoryTables tables = new InMemoryTables();
  private final Context context = mock(Context.class);
  private final List<String> log = new ArrayList<>();
  private LogLevel level = LogLevel.INFO;
  private Optional<PartitionRegistry> partitions = Optional.empty();

  @BeforeEach
  void collectTheLog() {
    LambdaLogger logger = mock();
    doAnswer(call -> keep(call.getArgument(0))).when(logger).log(anyString());
    when(context.getLogger()).thenReturn(logger);
  }

  private @Nullable Void keep(String line) {
    log.add(line);
    return null;
  }

  @Test
  void transformsEveryRecordOfAnEvent() {
    raw.put(DAY + "p.json.gz", "[{\"item\":{\"id\":\"a\"}},null]");
    raw.put(DAY + "q.json.gz", "{\"items\":[],\"total\":3}");

    TransformReport report = handle(record(DAY + "p.json.gz"), record(DAY + "q.json.gz"));

    assertThat(report.transformed()).isEqualTo(2);
    assertThat(tables.files).hasSize(12);
    assertThat(log)
        .containsExactly(
            """
            {"transformed":2,"ignored":0,"gone":0,"failed":0,"incomplete":1,"short":1,"long":0,\
            "unreadable":0,"partitions_registered":0,"partitions_failed":0,"items_read":2,"songs":1,\
            "duplicates":0,"rejects":1,"keys":["playlists/snapshot_date=2026-11-21/p.json.gz",\
            "playlists/snapshot_date=2026-11-21/q.json.gz"],"errors":[]}
            """);
  }

  @Test
  void transformsSnapshotsWithoutAnEvent() {
    raw.put(DAY + "p.json.gz", "[{\"item\":{\"id\":\"a\"}}]");
    raw.put(DAY + "q.json.gz", "no JSON");

    TransformReport report =
        handler()
            .transform(
                Stream.of("p", "q", "r")
                    .map(id -> RawKey.parse(DAY + id + ".json.gz").orElseThrow())
                    .toList());

    assertThat(report.transformed()).isEqualTo(1);
    assertThat(report.gone()).isEqualTo(1);
    assertThat(report.errors()).singleElement().asString().contains(DAY + "q.json.gz");
    assertThat(log).isEmpty();
  }

  @Test
  void decodesKeysAsS3EncodesThem() {
    raw.put(DAY + "p.json.gz", "[]");

    TransformReport report = handle(record("playlists/snapshot_date%3D2026-11-21/p.json.gz"));

    assertThat(report.transformed()).isEqualTo(1);
  }

  @Test
  void ignoresOtherBucketsOtherKeysAndRecordsWithoutAnObject() {
    TransformReport report =
        handle(
            record(DAY + "p.json.gz").replace("\"raw\"", "\"foreign\""),
            record(DAY),
            record("state/not_before.json"),
            record("playlists/snapshot_date=2026-13-41/p.json.gz"),
            record(DAY + "p.json"),
            record(DAY + "p%zz.json.gz"),
            record(DAY + "../p.json.gz"),
            "{\"eventVersion\":\"2.1\",\"eventTime\":\"2026-11-21T06:00:00Z\"}");

    assertThat(report.ignored()).isEqualTo(8);
    assertThat(report.transformed()).isZero();
    assertThat(tables.files).isEmpty();
    assertThat(log)
        .hasSize(9)
        .contains(
            "ignored: bucket foreign, expected raw\n",
            "ignored: key state/not_before.json, expected the key of a snapshot\n",
            "ignored: bucket , expected raw\n");
  }

  @Test
  void ignoresTheTestEventOfS3() {
    TransformReport report =
        handler()
            .handleRequest(
                event("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"raw\"}"),
                context);

    assertThat(report.transformed()).isZero();
    assertThat(log.getFirst()).isEqualTo("ignored: event without records (s3:TestEvent?)\n");
  }

  @Test
  void ignoresRecordsWithMissingParts() {
    S3EventNotificationRecord empty =
        new S3EventNotificationRecord(null, null, null, null, null, null, null, null, null);

    TransformReport report =
        handler().handleRequest(new S3Event(Arrays.asList(null, empty)), context);

    assertThat(report.ignored()).isEqualTo(2);
    assertThat(log.getFirst()).isEqualTo("ignored: record without an object key\n");
  }

  @Test
  void logsOnlyTheReportAtWarn() {
    level = LogLevel.WARN;

    TransformReport report = handle(record("state/not_before.json"));

    assertThat(report.ignored()).isEqualTo(1);
    assertThat(log).hasSize(1).first().asString().contains("\"ignored\":1");
  }

  @Test
  void logsALineForEachDocumentAtDebug() {
    level = LogLevel.DEBUG;
    raw.put(DAY + "p.json.gz", "[]");

    handle(record(DAY + "p.json.gz"), record(DAY + "gone.json.gz"), record("other"));

    assertThat(log).hasSize(4);
    assertThat(log.get(0)).isEqualTo("ignored: key other, expected the key of a snapshot\n");
    assertThat(log.get(1))
        .matches(
            "DEBUG: processed playlists/snapshot_date=2026-11-21/p\\.json\\.gz in 1 round"
                + " \\(2 bytes, \\d+ ms\\)\n");
    assertThat(log.get(2)).contains("/gone.json.gz in 0 rounds (0 bytes, ");
    assertThat(log.get(3)).startsWith("{\"transformed\":1,");
  }

  @Test
  void logsALineForARejectedDocumentAtDebug() {
    level = LogLevel.DEBUG;
    raw.put(DAY + "p.json.gz", "<html>");

    assertThatThrownBy(() -> handle(record(DAY + "p.json.gz")))
        .isInstanceOf(TransformException.class);
    assertThat(log.getFirst()).contains("/p.json.gz in 1 round (6 bytes, ");
  }

  @Test
  void countsASnapshotThatIsGone() {
    assertThat(handle(record(DAY + "p.json.gz")).gone()).isEqualTo(1);
  }

  @Test
  void failsAfterTheLastRecordIfOneFailed() throws IOException {
    raw.put(DAY + "bad.json.gz", "<html>");
    raw.put(DAY + "good.json.gz", "[]");

    assertThatThrownBy(() -> handle(record(DAY + "bad.json.gz"), record(DAY + "good.json.gz")))
        .isInstanceOf(TransformException.class)
        .hasMessageStartingWith(
            "1 of 2 snapshots failed. s3://raw/playlists/snapshot_date=2026-11-21/bad.json.gz:"
                + " rejected at $ (line 1, column 2): found Unexpected character ('<'");

    assertThat(tables.files).hasSize(6);
    JsonNode report = new ObjectMapper().readTree(log.getLast());
    assertThat(report.get("transformed").intValue()).isEqualTo(1);
    assertThat(report.get("failed").intValue()).isEqualTo(1);
    assertThat(report.get("errors")).hasSize(1);
  }

  @Test
  void registersTheDaysOfTransformedSnapshotsOnce() throws IOException {
    raw.put(DAY + "p.json.gz", "[]");
    raw.put(DAY + "q.json.gz", "[]");
    raw.put(DAY + "bad.json.gz", "<html>");
    raw.put("playlists/snapshot_date=2026-11-22/p.json.gz", "[]");
    raw.put("playlists/snapshot_date=2026-11-23/p.json.gz", "<html>");
    try (FakeGlue glue = new FakeGlue()) {
      partitions = Optional.of(new PartitionRegistry(glue.client(), "lake", "processed"));

      assertThatThrownBy(
              () ->
                  handle(
                      record(DAY + "p.json.gz"),
                      record(DAY + "bad.json.gz"),
                      record("playlists/snapshot_date=2026-11-22/p.json.gz"),
                      record("playlists/snapshot_date=2026-11-23/p.json.gz"),
                      record("playlists/snapshot_date=2026-11-24/gone.json.gz")))
          .hasMessageStartingWith("2 of 5 snapshots failed");
      assertThat(handle(record(DAY + "q.json.gz")).partitionsRegistered()).isZero();

      assertThat(glue.requests)
          .hasSize(6)
          .allSatisfy(
              request -> assertThat(request.days()).containsExactly("2026-11-21", "2026-11-22"));
      assertThat(log.getFirst())
          .contains("\"transformed\":2,", "\"partitions_registered\":12,\"partitions_failed\":0,");
    }
  }

  @Test
  void transformsASnapshotWhoseDayCannotBeRegistered() throws IOException {
    level = LogLevel.WARN;
    raw.put(DAY + "p.json.gz", "[]");
    try (FakeGlue glue = new FakeGlue()) {
      glue.responder =
          (exchange, request) ->
              FakeGlue.respond(
                  exchange,
                  request.table().equals("rejects") ? 400 : 200,
                  request.table().equals("rejects")
                      ? FakeGlue.error("EntityNotFoundException", "Table rejects not found.")
                      : FakeGlue.CREATED);
      partitions = Optional.of(new PartitionRegistry(glue.client(), "lake", "processed"));

      TransformReport report = handle(record(DAY + "p.json.gz"));

      assertThat(report.transformed()).isEqualTo(1);
      assertThat(report.partitionsRegistered()).isEqualTo(4);
      assertThat(report.partitionsFailed()).isEqualTo(2);
      assertThat(log).hasSize(3);
      assertThat(log.getFirst())
          .isEqualTo(
              "WARNING: table rejects of database lake: partition snapshot_date=2026-11-21 cannot"
                  + " be registered: EntityNotFoundException: Table rejects not found. The next"
                  + " snapshot of this day repeats it, and so does the crawler.\n");
      assertThat(log.getLast())
          .contains("\"unreadable\":0,\"partitions_registered\":4,\"partitions_failed\":2,");
    }
  }

  @Test
  void registersNothingWithoutATransformedSnapshot() throws IOException {
    try (FakeGlue glue = new FakeGlue()) {
      partitions = Optional.of(new PartitionRegistry(glue.client(), "lake", "processed"));

      handle(record(DAY + "gone.json.gz"), record("other"));

      assertThat(glue.requests).isEmpty();
    }
  }

  @Test
  void registersNoDaysWithoutADatabase() {
    assertThat(settings("").database()).isEmpty();
    assertThat(settings(" ").database()).isEmpty();
    assertThat(settings("playlist_lake_prod").database()).contains("playlist_lake_prod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lake", "a b", "a.b", "a/b", "\"", "ä"})
  void rejectsTheNameOfADatabaseWithoutShowingIt(String name) {
    assertThatThrownBy(() -> settings(name))
        .isInstanceOf(TransformException.class)
        .hasMessage(
            "GLUE_DATABASE is not the name of a Glue database: expected at most 255 lowercase"
                + " letters, digits, _ and -");
  }

  private static TransformSettings settings(String database) {
    return TransformSettings.of(
        Map.of("RAW_BUCKET", "raw", "PROCESSED_BUCKET", "p", "GLUE_DATABASE", database));
  }

  @Test
  void reportsEveryMissingSetting() {
    assertThatThrownBy(() -> TransformSettings.of(Map.of("RAW_BUCKET", " ")))
        .isInstanceOf(TransformException.class)
        .hasMessage(
            "RAW_BUCKET is missing: set it to the name of a bucket; PROCESSED_BUCKET is missing:"
                + " set it to the name of a bucket");
    assertThatThrownBy(() -> TransformSettings.of(Map.of("RAW_BUCKET", "raw")))
        .hasMessage("PROCESSED_BUCKET is missing: set it to the name of a bucket");
  }

  @Test
  void reportsAnInvalidLogLevelTogetherWithMissingSettings() {
    assertThatThrownBy(() -> TransformSettings.of(Map.of("RAW_BUCKET", "raw", "LOG_LEVEL", "loud")))
        .hasMessage(
            "PROCESSED_BUCKET is missing: set it to the name of a bucket; LOG_LEVEL is invalid:"
                + " expected DEBUG, INFO or WARN");
  }

  private TransformReport handle(String... records) {
    String all = Stream.of(records).collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    return handler().handleRequest(event(all), context);
  }

  private TransformHandler handler() {
    return new TransformHandler("raw", level, new SnapshotTransform(raw, tables), partitions);
  }

  private static S3Event event(String json) {
    return LambdaEventSerializers.serializerFor(
            S3Event.class, TransformHandlerTest.class.getClassLoader())
        .fromJson(json);
  }

  private static String record(String key) {
    return """
    {"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-11-21T06:00:00.000Z",
     "eventName":"ObjectCreated:Put",
     "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"raw"},"object":{"key":"%s","size":5}}}
    """
        .formatted(key);
  }
}
