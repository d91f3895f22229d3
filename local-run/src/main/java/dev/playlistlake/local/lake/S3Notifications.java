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

/// Replaces the event notifications, which the local server does not have. It watches the PUTs of a
/// client and sends an event for each snapshot, as S3 does: as JSON that the Lambda runtime's own
/// deserializer reads. Used by [LocalLake]. Threads may share it.
///
/// @param receiver receives the key and the event of each stored snapshot, in the thread that
///   stored it and before that thread continues
public record S3Notifications(BiConsumer<String, S3Event> receiver)
    implements ExecutionInterceptor {
  private static final PojoSerializer<S3Event> RUNTIME =
      LambdaEventSerializers.serializerFor(S3Event.class, S3Notifications.class.getClassLoader());

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    // Like the filter of the bucket's notification, this ignores the extract's other objects.
    if (context.request() instanceof PutObjectRequest put && put.key().startsWith(RawKey.PREFIX)) {
      receiver.accept(put.key(), event(put.bucket(), put.key()));
    }
  }

  /// Returns the event that a function receives for one PUT.
  public static S3Event event(String bucket, String key) {
    return RUNTIME.fromJson(notification(bucket, key));
  }

  /// Returns the JSON that S3 sends for one PUT.
  static String notification(String bucket, String key) {
    return PutEvent.json(bucket, key, Instant.now());
  }
}
