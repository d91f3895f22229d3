package dev.playlistlake.transform;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import dev.playlistlake.model.RawKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads from an S3 event which raw objects it names. Every part of the event can be missing: it is
/// input.
///
/// @param bucket the only bucket whose events count
/// @param ignored receives the reason for every record that is ignored
record EventRecords(String bucket, Consumer<String> ignored) {

  /// The raw keys that the event names, in its order. `s3:TestEvent`, which S3 sends when the
  /// notification is set up, has no records.
  List<RawKey> keys(S3Event event) {
    List<S3EventNotificationRecord> records = event.getRecords();
    if (records == null || records.isEmpty()) {
      ignored.accept("an event without records (s3:TestEvent?)");
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
      return ignore("a record that names no object");
    }
    String name = event.getS3().getBucket().getName();
    String encoded = event.getS3().getObject().getKey();
    if (!bucket.equals(name)) {
      return ignore("bucket " + name + ", expected " + bucket);
    }
    Optional<RawKey> key = decoded(encoded).flatMap(RawKey::parse);
    return key.isPresent() ? key : ignore("key " + encoded + ", expected a snapshot's");
  }

  // Keys in events are form-encoded: a space is `+`.
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
