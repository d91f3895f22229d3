package dev.playlistlake.local.cli;

import dev.playlistlake.model.SafeText;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/// Turns errors of the AWS SDK into messages for the user of a command. Stateless.
public final class AwsErrors {
  private static final int LONGEST = 500;

  /// Error codes, in addition to status 403, that every other object would get too: the bucket does
  /// not exist or is in another region, or the credentials are invalid or expired.
  private static final Set<String> NO_ACCESS =
      Set.of(
          "NoSuchBucket",
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "ExpiredToken",
          "InvalidToken");

  /// An error with status 403 that concerns only one object: its storage class cannot be read
  /// directly.
  private static final String ARCHIVED = "InvalidObjectState";

  private AwsErrors() {}

  /// Returns an exception with what failed, the reason, and the missing permission when AWS denied
  /// access.
  ///
  /// @param error what failed, such as `s3://bucket: cannot be listed`
  /// @param actions the IAM actions that the request needs
  /// @return an exception that knows whether every further object will fail in the same way
  public static CommandException of(String error, String actions, SdkException failure) {
    String message = error + ": " + words(actions, failure);
    boolean affectsAll =
        isDenied(failure) || hasNoCredentials(failure) || NO_ACCESS.contains(code(failure));
    return new CommandException(message, affectsAll);
  }

  /// Returns the reason of a failed request as one sentence without a final period.
  ///
  /// @param actions the IAM actions that the request needs
  public static String words(String actions, SdkException failure) {
    String message = shown(String.valueOf(failure.getMessage()));
    if (isDenied(failure)) {
      return "AWS denied access; these AWS credentials need " + actions + " (" + message + ")";
    }
    if (hasNoCredentials(failure)) {
      return "no AWS credentials found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY";
    }
    return message;
  }

  private static boolean hasNoCredentials(SdkException failure) {
    return String.valueOf(failure.getMessage()).startsWith("Unable to load credentials");
  }

  private static boolean isDenied(SdkException failure) {
    boolean forbidden =
        failure instanceof SdkServiceException response && response.statusCode() == 403;
    return (forbidden && !code(failure).equals(ARCHIVED)) || code(failure).contains("AccessDenied");
  }

  private static String code(SdkException failure) {
    return failure instanceof AwsServiceException response && response.awsErrorDetails() != null
        ? String.valueOf(response.awsErrorDetails().errorCode())
        : "";
  }

  /// Returns a text of AWS that is safe to print, cut to 500 characters.
  public static String shown(String text) {
    return SafeText.sanitize(text, LONGEST);
  }
}
