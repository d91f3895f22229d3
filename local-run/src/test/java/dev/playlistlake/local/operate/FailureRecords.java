package dev.playlistlake.local.operate;

import dev.playlistlake.local.lake.PutEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Messages as Lambda and S3 leave them in a failure queue.
public final class FailureRecords {
  public static final String FUNCTION =
      "arn:aws:lambda:eu-west-1:123456789012:function:lake-transform:$LATEST";
  private static final Instant TIME = Instant.parse("2026-11-21T06:00:05Z");

  private FailureRecords() {}

  /// The S3 event of some keys of the bucket `raw`.
  public static String event(String... keys) {
    return Arrays.stream(keys)
        .map(key -> PutEvent.json("raw", key, TIME).strip())
        .map(json -> json.substring("{\"Records\": [".length(), json.length() - "]}".length()))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  /// What Lambda's destination makes of an event.
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

  public static String key(String playlist) {
    return "playlists/snapshot_date=2026-11-21/" + playlist + ".json.gz";
  }
}
