package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.ExtractException;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/// Credentials in a secret of AWS Secrets Manager.
///
/// @param id name or ARN of the secret
public record SecretCredentials(SecretsManagerClient secrets, String id, String howToLogIn)
    implements CredentialStore {

  /// With a client that takes region, credentials and `AWS_ENDPOINT_URL` from the environment.
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

  /// Secrets Manager can't compare and set in one step: a login in the instant between is lost, and
  /// a person has to log in again.
  @Override
  public Credentials replaceRefreshToken(String used, String rotated) {
    CredentialDocument kept = document();
    if (!kept.field(CredentialDocument.REFRESH_TOKEN).filter(used::equals).isPresent()) {
      return kept.credentials();
    }
    CredentialDocument changed = kept.with(CredentialDocument.REFRESH_TOKEN, rotated);
    call(
        "not stored",
        () -> secrets.putSecretValue(put -> put.secretId(id).secretString(changed.text())));
    return changed.credentials();
  }

  private CredentialDocument document() {
    String text =
        call("not readable", () -> secrets.getSecretValue(get -> get.secretId(id))).secretString();
    return CredentialDocument.parse(Objects.requireNonNullElse(text, ""), where());
  }

  private <T> T call(String problem, Supplier<T> request) {
    try {
      return request.get();
    } catch (ResourceNotFoundException missing) {
      throw ExtractException.permanent(
          where() + " is not there, or has no value yet: " + howToLogIn);
    } catch (SdkException failure) {
      // Also for a role without the permission: the failed retries make somebody look.
      throw ExtractException.retryable(
          "%s is %s: %s".formatted(where(), problem, failure.getMessage()), failure);
    }
  }

  private String where() {
    return "secret " + id;
  }
}
