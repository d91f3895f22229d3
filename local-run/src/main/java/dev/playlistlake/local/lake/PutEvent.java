package dev.playlistlake.local.lake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The notification that S3 sends for one PUT. Used to invoke the transform in this process or as a
/// deployed function. Stateless.
public final class PutEvent {
  private PutEvent() {}

  /// Returns the notification as JSON. The Lambda runtime's deserializer requires the time. See
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
  public static String json(String bucket, String key, Instant time) {
    String name = quoted(bucket);
    return """
    {"Records": [{
      "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1",
      "eventTime": "%s", "eventName": "ObjectCreated:Put",
      "s3": {"s3SchemaVersion": "1.0",
             "bucket": {"name": "%s", "arn": "arn:aws:s3:::%s"},
             "object": {"key": "%s"}}}]}
    """
        .formatted(
            time, name, name, URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
  }

  private static String quoted(String text) {
    return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
