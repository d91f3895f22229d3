package dev.playlistlake.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.model.SafeText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A parsed message of the dead-letter queue. [Redrive] reads it. Immutable.
sealed interface QueueMessage {

  /// An S3 event that the transform failed to process, with or without the record that Lambda's
  /// destination wraps around it:
  /// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
  ///
  /// @param objects without duplicates, in the order of the event
  /// @param when the time of Lambda's record, otherwise that of the event, as text; may be empty
  /// @param why the function's error, safe to print; may be empty
  /// @param function the ARN of the function; empty when the event is not wrapped
  record Event(List<NamedObject> objects, String when, String why, String function)
      implements QueueMessage {}

  /// Any other message. It is kept in the queue.
  ///
  /// @param description what it is and what to do, safe to print; continues a sentence that starts
  ///   with "it"
  record Other(String description) implements QueueMessage {}

  /// Parses the body of a message. No part of it is trusted.
  static QueueMessage of(String body) {
    JsonNode message = JsonText.parse(body);
    if (message.isMissingNode()) {
      return new Other("is not JSON, but " + SafeText.sanitize(body, 80));
    }
    boolean wrapped = message.has("requestPayload");
    JsonNode event = wrapped ? message.path("requestPayload") : message;
    if (!event.path("Records").isArray() || event.path("Records").isEmpty()) {
      return other(event, message);
    }
    List<NamedObject> objects =
        event.path("Records").valueStream().flatMap(QueueMessage::object).distinct().toList();
    if (objects.isEmpty()) {
      return new Other("names no snapshot. Delete it if you know what it is.");
    }
    return new Event(
        objects,
        AwsErrors.shown(wrapped ? JsonText.of(message.path("timestamp")) : time(event)),
        why(message),
        JsonText.of(message.path("requestContext").path("functionArn")));
  }

  private static String time(JsonNode event) {
    return JsonText.of(event.path("Records").path(0).path("eventTime"));
  }

  private static Stream<NamedObject> object(JsonNode record) {
    String key = JsonText.of(record.path("s3").path("object").path("key"));
    try {
      return NamedObject.of(
          JsonText.of(record.path("s3").path("bucket").path("name")),
          URLDecoder.decode(key, StandardCharsets.UTF_8))
          .stream();
    } catch (IllegalArgumentException notEncoded) {
      return Stream.empty();
    }
  }

  private static Other other(JsonNode event, JsonNode message) {
    if (JsonText.of(event.path("Event")).equals("s3:TestEvent")) {
      return new Other(
          "is the test event that S3 sends when notifications are configured. Delete it.");
    }
    if (event.has("detail-type") || message.has("requestPayload")) {
      String why = why(message);
      return new Other(
          "is an event that starts a run, not an event of a snapshot%s. Run the extract again, then delete it."
              .formatted(why.isEmpty() ? "" : " (" + why + ")"));
    }
    return new Other("names no object in S3. Delete it if you know what it is.");
  }

  private static String why(JsonNode message) {
    List<String> parts = new ArrayList<>();
    for (String part :
        List.of(
            JsonText.of(message.path("requestContext").path("condition")),
            JsonText.of(message.path("responsePayload").path("errorType")),
            JsonText.of(message.path("responsePayload").path("errorMessage")))) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return AwsErrors.shown(String.join(", ", parts));
  }
}
