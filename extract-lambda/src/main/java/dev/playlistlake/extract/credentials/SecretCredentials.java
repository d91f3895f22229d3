package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.ExtractException;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/// Credentials in a secret of AWS Secrets Manager. Immutable; the client is thread-safe.
///
/// @param id name or ARN of the secret
/// @param howToLogIn a clause for messages, such as `run …`
public record SecretCredentials(SecretsManagerClient secrets, String id, String howToLogIn)
    implements CredentialStore {

  /// Creates a store whose client reads the region, the AWS credentials and `AWS_ENDPOINT_URL` from
  /// the environment variables.
  public static SecretCredentials of(String id, String howToLogIn) {
    return new SecretCredentials(
        SecretsManagerClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        id,
        howToLogIn);
  }

  @Override
  public Credentials load() {
    return document().credentials();
  }

  /// Secrets Manager cannot compare and set in one step. If a login happens between the two steps,
  /// its token is overwritten and a new login is necessary.
  @Override
  public Credentials replaceRefreshToken(String used, String rotated) {
    CredentialDocument kept = document();
    if (!kept.field(CredentialDocument.REFRESH_TOKEN).filter(used::equals).isPresent()) {
      return kept.credentials();
    }
    CredentialDocument changed = kept.with(CredentialDocument.REFRESH_TOKEN, rotated);
    call(
        "written",
        () -> secrets.putSecretValue(put -> put.secretId(id).secretString(changed.text())));
    return changed.credentials();
  }

  private CredentialDocument document() {
    String text =
        call("read", () -> secrets.getSecretValue(get -> get.secretId(id))).secretString();
    return CredentialDocument.parse(Objects.requireNonNullElse(text, ""), where());
  }

  private <T> T call(String action, Supplier<T> request) {
    try {
      return request.get();
    } catch (ResourceNotFoundException missing) {
      throw ExtractException.permanent(
          where() + " does not exist or has no value. Log in: " + howToLogIn);
    } catch (SdkException failure) {
      // Retryable even if the permission is missing: the failed retries trigger an alarm.
      throw ExtractException.retryable(
          "%s cannot be %s: %s".formatted(where(), action, failure.getMessage()), failure);
    }
  }

  private String where() {
    return "secret " + id;
  }
}
