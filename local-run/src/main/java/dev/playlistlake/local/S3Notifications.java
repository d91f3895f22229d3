package dev.playlistlake.local;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.playlistlake.local.operate.PutEvent;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// The event notifications that the local server lacks: watches a client's PUTs and tells of each
/// as S3 does, in the JSON of a notification, read by the Lambda runtime's own deserializer.
final class S3Notifications implements ExecutionInterceptor {
  private static final PojoSerializer<S3Event> RUNTIME =
      LambdaEventSerializers.serializerFor(S3Event.class, S3Notifications.class.getClassLoader());

  private final List<S3Event> pending = new ArrayList<>();
  private final Consumer<String> stored;

  /// @param stored takes the key of each snapshot at once
  S3Notifications(Consumer<String> stored) {
    this.stored = stored;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    // As the bucket's notification filters: what the extract keeps beside snapshots is no event.
    if (context.request() instanceof PutObjectRequest put && put.key().startsWith(RawKey.PREFIX)) {
      S3Event event = event(put.bucket(), put.key());
      synchronized (pending) {
        pending.add(event);
      }
      stored.accept(put.key());
    }
  }

  /// The events since the last call, in order.
  List<S3Event> take() {
    synchronized (pending) {
      List<S3Event> events = List.copyOf(pending);
      pending.clear();
      return events;
    }
  }

  /// A notification as a function gets it.
  static S3Event event(String bucket, String key) {
    return RUNTIME.fromJson(notification(bucket, key));
  }

  /// The JSON that S3 sends for one PUT.
  static String notification(String bucket, String key) {
    return PutEvent.json(bucket, key, Instant.now());
  }
}
