package dev.playlistlake.local.operate;

import dev.playlistlake.transform.TransformException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says in words why AWS didn't do what was asked.
public final class AwsTrouble {
  private static final int LONGEST = 500;

  private AwsTrouble() {}

  /// What failed and why, and what is needed when AWS denies it.
  ///
  /// @param what failed, as `s3://bucket: can't be listed`
  /// @param actions of IAM that it takes
  public static OperateException of(String what, String actions, SdkException failure) {
    return new OperateException(what + ": " + words(actions, failure));
  }

  static String words(String actions, SdkException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof AwsServiceException refused && isDenied(refused)) {
      return "AWS denies it: these AWS credentials need " + actions + " (" + shown(message) + ")";
    }
    if (message.startsWith("Unable to load credentials")) {
      return "no AWS credentials are found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY";
    }
    return shown(message);
  }

  private static boolean isDenied(AwsServiceException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    return refused.statusCode() == 403
        || (details != null && String.valueOf(details.errorCode()).contains("AccessDenied"));
  }

  static String shown(String text) {
    return TransformException.shown(text, LONGEST);
  }
}
