package dev.playlistlake.local.lake;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// The event notifications that the local server lacks: watches a client's PUTs and sends an event
/// for each as S3 does, in the JSON of a notification, read by the Lambda runtime's own
/// deserializer. It sends it in the thread that put the object, before that thread goes on.
///
/// @param receiver takes the key of each snapshot that was put, and its event; by several threads
///   when several put
public record S3Notifications(BiConsumer<String, S3Event> receiver)
    implements ExecutionInterceptor {
  private static final PojoSerializer<S3Event> RUNTIME =
      LambdaEventSerializers.serializerFor(S3Event.class, S3Notifications.class.getClassLoader());

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    // As the bucket's notification filters: what the extract keeps beside snapshots is no event.
    if (context.request() instanceof PutObjectRequest put && put.key().startsWith(RawKey.PREFIX)) {
      receiver.accept(put.key(), event(put.bucket(), put.key()));
    }
  }

  /// A notification as a function gets it.
  public static S3Event event(String bucket, String key) {
    return RUNTIME.fromJson(notification(bucket, key));
  }

  /// The JSON that S3 sends for one PUT.
  static String notification(String bucket, String key) {
    return PutEvent.json(bucket, key, Instant.now());
  }
}
