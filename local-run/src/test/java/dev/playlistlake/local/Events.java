package dev.playlistlake.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.S3Event;

/// What starts a function, for the tests of other packages.
public final class Events {
  private Events() {}

  /// The JSON that S3 sends for one PUT.
  public static String notification(String bucket, String key) {
    return S3Notifications.notification(bucket, key);
  }

  /// The same as a function gets it.
  public static S3Event put(String bucket, String key) {
    return S3Notifications.event(bucket, key);
  }

  /// A context whose log nobody reads.
  public static Context context() {
    return new LocalContext("function", _ -> {});
  }
}
