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

/// A secret that is there already: the stack makes it, and a login fills it.
///
/// @param id name or ARN
record SecretLocation(SecretsManagerClient secrets, String id) implements CredentialsLocation {

  /// @throws CommandException when this machine has no region to ask in
  static SecretLocation of(CliEnvironment cli, String id) {
    try {
      return new SecretLocation(cli.aws().secrets().get(), id);
    } catch (SdkException unset) {
      throw new CommandException("secret " + id + " can't be asked for: " + unset.getMessage());
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
          asked("GetSecretValue", () -> secrets.getSecretValue(get -> get.secretId(id)))
              .secretString();
      return Optional.of(Objects.requireNonNullElse(text, ""))
          .filter(value -> !value.isBlank())
          .map(value -> CredentialDocument.parse(value, name()));
    } catch (ResourceNotFoundException missing) {
      // A secret that nobody has filled yet answers so too, and names the version it lacks.
      if (String.valueOf(missing.getMessage()).contains("staging label")) {
        return Optional.empty();
      }
      throw new CommandException(
          name()
              + " is not there (in this account and region): deploy the stack, which makes it, or"
              + " run aws secretsmanager create-secret --name "
              + id);
    }
  }

  @Override
  public void update(UnaryOperator<CredentialDocument> change) {
    CredentialDocument changed =
        change.apply(read().orElseGet(() -> CredentialDocument.empty(name())));
    try {
      asked(
          "PutSecretValue",
          () -> secrets.putSecretValue(put -> put.secretId(id).secretString(changed.text())));
    } catch (ResourceNotFoundException gone) {
      throw new CommandException(name() + " is gone: nothing is stored");
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

  private <T> T asked(String action, Supplier<T> request) {
    try {
      return request.get();
    } catch (ResourceNotFoundException missing) {
      throw missing;
    } catch (SecretsManagerException refused) {
      throw failure(action, refused);
    } catch (SdkException failure) {
      throw new CommandException(name() + " can't be used: " + failure.getMessage());
    }
  }

  private CommandException failure(String action, SecretsManagerException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    if (details == null || !String.valueOf(details.errorCode()).contains("AccessDenied")) {
      return new CommandException(name() + " can't be used: " + refused.getMessage());
    }
    return new CommandException(
        "AWS denies access to %s: these AWS credentials need secretsmanager:%s on it (%s)"
            .formatted(name(), action, details.errorMessage()));
  }
}
