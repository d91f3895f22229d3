package dev.playlistlake.infra;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.playlistlake.local.lake.PutEvent;
import java.time.Instant;

/// The notification that S3 sends to the transform function for one PUT.
final class S3Put {
  private S3Put() {}

  /// Returns the event as JSON.
  static String json(String bucket, String key) {
    return PutEvent.json(bucket, key, Instant.now());
  }

  /// Returns the event that Lambda's own deserializer creates for the handler.
  static S3Event event(String bucket, String key) {
    return LambdaEventSerializers.serializerFor(S3Event.class, S3Put.class.getClassLoader())
        .fromJson(json(bucket, key));
  }
}
