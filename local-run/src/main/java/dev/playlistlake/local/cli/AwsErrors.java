package dev.playlistlake.local.cli;

import dev.playlistlake.model.SafeText;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/// Says in words why AWS didn't do what was asked.
public final class AwsErrors {
  private static final int LONGEST = 500;

  /// Answers beside status 403 that no other object gets around: a wrong name, another region's
  /// bucket, credentials of yesterday.
  private static final Set<String> NO_ACCESS =
      Set.of(
          "NoSuchBucket",
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "ExpiredToken",
          "InvalidToken");

  /// Status 403 too, but about one object, which lies in a storage class that can't be read.
  private static final String ARCHIVED = "InvalidObjectState";

  private AwsErrors() {}

  /// What failed and why, and what is needed when AWS denies it.
  ///
  /// @param what failed, as `s3://bucket: can't be listed`
  /// @param actions of IAM that it takes
  /// @return an exception that says whether every further object will fail in the same way
  public static CommandException of(String what, String actions, SdkException failure) {
    String message = what + ": " + words(actions, failure);
    boolean affectsAll =
        isDenied(failure) || hasNoCredentials(failure) || NO_ACCESS.contains(code(failure));
    return new CommandException(message, affectsAll);
  }

  public static String words(String actions, SdkException failure) {
    String message = shown(String.valueOf(failure.getMessage()));
    if (isDenied(failure)) {
      return "AWS denies it: these AWS credentials need " + actions + " (" + message + ")";
    }
    if (hasNoCredentials(failure)) {
      return "no AWS credentials are found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY";
    }
    return message;
  }

  private static boolean hasNoCredentials(SdkException failure) {
    return String.valueOf(failure.getMessage()).startsWith("Unable to load credentials");
  }

  private static boolean isDenied(SdkException failure) {
    boolean forbidden = failure instanceof SdkServiceException answer && answer.statusCode() == 403;
    return (forbidden && !code(failure).equals(ARCHIVED)) || code(failure).contains("AccessDenied");
  }

  private static String code(SdkException failure) {
    return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? String.valueOf(answer.awsErrorDetails().errorCode())
        : "";
  }

  public static String shown(String text) {
    return SafeText.sanitize(text, LONGEST);
  }
}
