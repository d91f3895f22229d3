package dev.playlistlake.local;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/// Secrets Manager in memory, with the error messages of the real one. Used by one thread.
public final class FakeSecretsManager implements SecretsManagerClient {
  /// Value by ID; null for a secret that has no value yet.
  public final Map<String, @Nullable String> secrets = new HashMap<>();

  /// Whether the credentials may read secrets.
  public boolean readable = true;

  /// Whether the credentials may write secrets.
  public boolean writable = true;

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    require(readable, "GetSecretValue");
    require(request.secretId());
    String value = secrets.get(request.secretId());
    if (value == null) {
      throw missing(
          "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
    }
    return GetSecretValueResponse.builder().secretString(value).build();
  }

  @Override
  public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
    require(writable, "PutSecretValue");
    require(request.secretId());
    secrets.put(request.secretId(), request.secretString());
    return PutSecretValueResponse.builder().build();
  }

  private void require(String id) {
    if (!secrets.containsKey(id)) {
      throw missing("Secrets Manager can't find the specified secret.");
    }
  }

  private static RuntimeException missing(String message) {
    return ResourceNotFoundException.builder().message(message).build();
  }

  private static void require(boolean allowed, String action) {
    if (!allowed) {
      throw SecretsManagerException.builder()
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("AccessDeniedException")
                  .errorMessage(
                      "User: somebody is not authorized to perform: secretsmanager:" + action)
                  .build())
          .build();
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
