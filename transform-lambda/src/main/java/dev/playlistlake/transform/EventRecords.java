package dev.playlistlake.transform;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import dev.playlistlake.model.RawKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the keys of raw objects from an S3 event. The event is untrusted input, so each part of it
/// may be missing. [TransformHandler] uses it.
///
/// @param bucket the raw bucket; records of other buckets are ignored
/// @param ignored receives the reason for every record that is ignored
record EventRecords(String bucket, Consumer<String> ignored) {

  /// Returns the raw keys that the event names, in its order. The event `s3:TestEvent`, which S3
  /// sends after the notification is configured, has no records.
  List<RawKey> keys(S3Event event) {
    List<S3EventNotificationRecord> records = event.getRecords();
    if (records == null || records.isEmpty()) {
      ignored.accept("event without records (s3:TestEvent?)");
      return List.of();
    }
    return records.stream().map(this::key).flatMap(Optional::stream).toList();
  }

  private Optional<RawKey> key(S3EventNotificationRecord event) {
    if (event == null
        || event.getS3() == null
        || event.getS3().getBucket() == null
        || event.getS3().getObject() == null
        || event.getS3().getObject().getKey() == null) {
      return ignore("record without an object key");
    }
    String name = event.getS3().getBucket().getName();
    String encoded = event.getS3().getObject().getKey();
    if (!bucket.equals(name)) {
      return ignore("bucket " + name + ", expected " + bucket);
    }
    Optional<RawKey> key = decoded(encoded).flatMap(RawKey::parse);
    return key.isPresent() ? key : ignore("key " + encoded + ", expected the key of a snapshot");
  }

  // Keys in events are form-encoded, for example `+` for a space.
  private static Optional<String> decoded(String key) {
    try {
      return Optional.of(URLDecoder.decode(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private Optional<RawKey> ignore(String reason) {
    ignored.accept(TransformException.shown(reason));
    return Optional.empty();
  }
}
