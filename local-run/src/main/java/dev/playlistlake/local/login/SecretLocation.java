package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.SecretCredentials;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/// An AWS Secrets Manager secret for credentials. The stack creates it, and `login` writes its
/// value. Used by one thread.
///
/// @param id name or ARN
record SecretLocation(SecretsManagerClient secrets, String id) implements CredentialsLocation {

  /// Returns the location for a secret.
  ///
  /// @throws CommandException when no AWS region is configured
  static SecretLocation of(CliEnvironment cli, String id) {
    try {
      return new SecretLocation(cli.aws().secrets().get(), id);
    } catch (SdkException unconfigured) {
      throw new CommandException("secret " + id + " cannot be used: " + unconfigured.getMessage());
    }
  }

  @Override
  public String name() {
    return "secret " + id;
  }

  @Override
  public Optional<CredentialDocument> read() {
    try {
      String text =
          send("GetSecretValue", () -> secrets.getSecretValue(get -> get.secretId(id)))
              .secretString();
      return Optional.of(Objects.requireNonNullElse(text, ""))
          .filter(value -> !value.isBlank())
          .map(value -> CredentialDocument.parse(value, name()));
    } catch (ResourceNotFoundException missing) {
      // A secret without a value causes the same error, with a message about the staging label.
      if (String.valueOf(missing.getMessage()).contains("staging label")) {
        return Optional.empty();
      }
      throw new CommandException(
          "%s does not exist in this AWS account and region. Deploy the stack, which creates it, or run `aws secretsmanager create-secret --name %s`."
              .formatted(name(), id));
    }
  }

  @Override
  public void update(UnaryOperator<CredentialDocument> change) {
    CredentialDocument changed =
        change.apply(read().orElseGet(() -> CredentialDocument.empty(name())));
    try {
      send(
          "PutSecretValue",
          () -> secrets.putSecretValue(put -> put.secretId(id).secretString(changed.text())));
    } catch (ResourceNotFoundException deleted) {
      throw new CommandException(name() + " was deleted during the login. Nothing was stored.");
    }
  }

  @Override
  public CredentialStore store() {
    return new SecretCredentials(secrets, id, "run " + loginCommand());
  }

  @Override
  public String loginCommand() {
    return LoginCommandAdvice.commandForSecret(id);
  }

  private <T> T send(String action, Supplier<T> request) {
    try {
      return request.get();
    } catch (ResourceNotFoundException missing) {
      throw missing;
    } catch (SecretsManagerException failure) {
      throw failure(action, failure);
    } catch (SdkException failure) {
      throw new CommandException(name() + " cannot be used: " + failure.getMessage());
    }
  }

  private CommandException failure(String action, SecretsManagerException failure) {
    AwsErrorDetails details = failure.awsErrorDetails();
    if (details == null || !String.valueOf(details.errorCode()).contains("AccessDenied")) {
      return new CommandException(name() + " cannot be used: " + failure.getMessage());
    }
    return new CommandException(
        "AWS denies access to %s. These AWS credentials need the permission secretsmanager:%s (%s)."
            .formatted(name(), action, details.errorMessage()));
  }
}
