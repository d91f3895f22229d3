package dev.playlistlake.extract;

import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/// Credentials in a secret of AWS Secrets Manager.
///
/// @param id name or ARN of the secret
public record SecretCredentials(SecretsManagerClient secrets, String id)
    implements CredentialStore {

  /// With a client that takes region, credentials and `AWS_ENDPOINT_URL` from the environment.
  static SecretCredentials of(String id) {
    return new SecretCredentials(
        SecretsManagerClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        id);
  }

  @Override
  public Credentials load() {
    return document().credentials();
  }

  /// Secrets Manager can't compare and set in one step: a login in the instant between is lost, and
  /// then has to be made again.
  @Override
  public Credentials replaceRefreshToken(String used, String rotated) {
    CredentialDocument kept = document();
    if (!kept.field(CredentialDocument.REFRESH_TOKEN).filter(used::equals).isPresent()) {
      return kept.credentials();
    }
    CredentialDocument changed = kept.with(CredentialDocument.REFRESH_TOKEN, rotated);
    asked(
        "not stored",
        () -> secrets.putSecretValue(put -> put.secretId(id).secretString(changed.text())));
    return changed.credentials();
  }

  @Override
  public String loginCommand() {
    return "./playlist-lake login --secret-id " + id;
  }

  private CredentialDocument document() {
    String text =
        asked("not readable", () -> secrets.getSecretValue(get -> get.secretId(id))).secretString();
    return CredentialDocument.of(Objects.requireNonNullElse(text, ""), where());
  }

  private <T> T asked(String problem, Supplier<T> request) {
    try {
      return request.get();
    } catch (ResourceNotFoundException missing) {
      throw ExtractException.lasting(
          where() + " is not there, or has no value yet: run " + loginCommand());
    } catch (SdkException failure) {
      // A role without the right is mended by people too; the retry makes them see it.
      throw ExtractException.passing(
          "%s is %s: %s".formatted(where(), problem, failure.getMessage()), failure);
    }
  }

  private String where() {
    return "secret " + id;
  }
}
