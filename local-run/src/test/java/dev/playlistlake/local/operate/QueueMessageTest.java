package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How messages of the dead-letter queue are parsed.
final class QueueMessageTest {
  private static QueueMessage.Event event(String body) {
    return (QueueMessage.Event) QueueMessage.of(body);
  }

  @Test
  void readsAnEventThatLambdaWrapped() {
    String event = FailureRecords.event(FailureRecords.key("p"), FailureRecords.key("q"));

    QueueMessage.Event read = event(FailureRecords.record(event, "bad: \\\"x\\\""));

    assertThat(read.objects()).extracting(NamedObject::bucket).containsExactly("raw", "raw");
    assertThat(read.objects())
        .extracting(object -> object.key().toString())
        .containsExactly(FailureRecords.key("p"), FailureRecords.key("q"));
    assertThat(read.when()).isEqualTo("2026-11-21T06:05:00.123Z");
    assertThat(read.why())
        .isEqualTo("RetriesExhausted, dev.playlistlake.transform.TransformException, bad: \"x\"");
    assertThat(read.function()).isEqualTo(FailureRecords.FUNCTION);
  }

  @Test
  void readsAnEventWithoutLambdasRecord() {
    QueueMessage.Event read = event(FailureRecords.event(FailureRecords.key("p")));

    assertThat(read.objects()).hasSize(1);
    assertThat(read.when()).isEqualTo("2026-11-21T06:00:05Z");
    assertThat(read.why()).isEmpty();
    assertThat(read.function()).isEmpty();
  }

  @Test
  void returnsEachSnapshotOnceAndIgnoresOtherObjects() {
    String key = FailureRecords.key("p");

    assertThat(event(FailureRecords.event("state/x.json", key, key)).objects()).hasSize(1);
  }

  @Test
  void showsNoControlCharacters() {
    String body =
        FailureRecords.record(
            FailureRecords.event(FailureRecords.key("p")), "\\u001b[2J\\u009b\\nerror: x");

    assertThat(event(body).why()).endsWith(", �[2J� error: x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hello | is not JSON, but hello
          {"a":1} {"b":2} | is not JSON, but {"a":1} {"b":2}
          {} | names no object in S3. Delete it if you know what it is.
          [] | names no object in S3. Delete it if you know what it is.
          {"Records":[]} | names no object in S3. Delete it if you know what it is.
          {"Records":[null,5,{},{"s3":{"object":{"key":"%zz"}}}]} | names no snapshot. Delete it if you know what it is.
          {"Service":"Amazon S3","Event":"s3:TestEvent"} | is the test event that S3 sends when notifications are configured. Delete it.
          {"detail-type":"Scheduled Event","source":"aws.events"} | is an event that starts a run, not an event of a snapshot. Run the extract again, then delete it.
          {"requestContext":{"condition":"RetriesExhausted"},"requestPayload":{"time":"2026-11-21T06:00:00Z"},"responsePayload":{"errorMessage":"no token"}} | is an event that starts a run, not an event of a snapshot (RetriesExhausted, no token). Run the extract again, then delete it.
          """)
  void keepsOtherMessages(String body, String description) {
    assertThat(QueueMessage.of(body)).isEqualTo(new QueueMessage.Other(description));
  }
}
