package dev.playlistlake.local.operate;

import dev.playlistlake.local.lake.PutEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Messages of a dead-letter queue in the form of Lambda and S3. Threads may share it.
public final class FailureRecords {
  /// The ARN of the function that failed.
  public static final String FUNCTION =
      "arn:aws:lambda:eu-west-1:123456789012:function:lake-transform:$LATEST";

  private static final Instant TIME = Instant.parse("2026-11-21T06:00:05Z");

  private FailureRecords() {}

  /// Returns an S3 event for keys of the bucket `raw`.
  public static String event(String... keys) {
    return Arrays.stream(keys)
        .map(key -> PutEvent.json("raw", key, TIME).strip())
        .map(json -> json.substring("{\"Records\": [".length(), json.length() - "]}".length()))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  /// Returns the record that Lambda's destination wraps around an event.
  public static String record(String payload, String error) {
    return """
    {"version":"1.0","timestamp":"2026-11-21T06:05:00.123Z",
     "requestContext":{"requestId":"r","functionArn":"%s","condition":"RetriesExhausted",
       "approximateInvokeCount":3},
     "requestPayload":%s,
     "responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},
     "responsePayload":{"errorMessage":"%s",
       "errorType":"dev.playlistlake.transform.TransformException","stackTrace":[]}}
    """
        .formatted(FUNCTION, payload, error);
  }

  /// Returns the key of a playlist's snapshot.
  public static String key(String playlist) {
    return "playlists/snapshot_date=2026-11-21/" + playlist + ".json.gz";
  }
}
