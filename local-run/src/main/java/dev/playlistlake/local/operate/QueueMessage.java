package dev.playlistlake.local.operate;

import dev.playlistlake.model.SafeText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a message of the failure queue is.
sealed interface QueueMessage {

  /// An S3 event at which the transform failed, as Lambda's destination wraps it or alone:
  /// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
  ///
  /// @param objects each once, in the event's order
  /// @param when it was given up; may be empty
  /// @param why in the function's words, safe to show; may be empty
  /// @param function its ARN; empty when the event stands alone
  record Event(List<NamedObject> objects, String when, String why, String function)
      implements QueueMessage {}

  /// Something else, which stays in the queue.
  ///
  /// @param words what it is and what to do, safe to show
  record Other(String words) implements QueueMessage {}

  /// Reads a message, of which every part is input.
  static QueueMessage of(String body) {
    Optional<JsonTree> json = JsonTree.of(body);
    if (json.isEmpty()) {
      return new Other("is no JSON, but " + SafeText.sanitize(body, 80));
    }
    JsonTree message = json.get();
    boolean wrapped = message.has("requestPayload");
    JsonTree event = wrapped ? message.at("requestPayload") : message;
    if (event.at("Records").elements().isEmpty()) {
      return other(event, message);
    }
    List<NamedObject> objects =
        event.at("Records").elements().stream().flatMap(QueueMessage::object).distinct().toList();
    if (objects.isEmpty()) {
      return new Other("names no snapshot: delete it when you know what it is");
    }
    return new Event(
        objects,
        AwsTrouble.shown(wrapped ? message.at("timestamp").text() : time(event)),
        why(message),
        message.at("requestContext", "functionArn").text());
  }

  private static String time(JsonTree event) {
    return event.at("Records").elements().getFirst().at("eventTime").text();
  }

  private static Stream<NamedObject> object(JsonTree record) {
    String key = record.at("s3", "object", "key").text();
    try {
      return NamedObject.of(
          record.at("s3", "bucket", "name").text(), URLDecoder.decode(key, StandardCharsets.UTF_8))
          .stream();
    } catch (IllegalArgumentException notEncoded) {
      return Stream.empty();
    }
  }

  private static Other other(JsonTree event, JsonTree message) {
    if (event.at("Event").text().equals("s3:TestEvent")) {
      return new Other("is the test that S3 sends when notifications are set up: delete it");
    }
    if (event.has("detail-type") || message.has("requestPayload")) {
      String why = why(message);
      return new Other(
          "is an event of a run, not of a snapshot%s: run the extract again, then delete it"
              .formatted(why.isEmpty() ? "" : " (" + why + ")"));
    }
    return new Other("names no object in S3: delete it when you know what it is");
  }

  private static String why(JsonTree message) {
    List<String> parts = new ArrayList<>();
    for (String part :
        List.of(
            message.at("requestContext", "condition").text(),
            message.at("responsePayload", "errorType").text(),
            message.at("responsePayload", "errorMessage").text())) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return AwsTrouble.shown(String.join(": ", parts));
  }
}
