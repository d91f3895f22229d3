package dev.playlistlake.extract.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.extract.spotify.ExtractException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SecretCredentialsTest {
  private static final String TEXT =
      "{\"client_id\":\"id\",\"client_secret\":\"hush\",\"refresh_token\":\"old\",\"mine\":1}";

  private final FakeSecrets secrets = new FakeSecrets();
  private final SecretCredentials store =
      new SecretCredentials(secrets, "spotify", "fill secret spotify");

  @Test
  void replacesOnlyTheRefreshToken() {
    Credentials kept = store.replaceRefreshToken("old", "new");

    assertThat(kept.refreshToken()).hasValue("new");
    assertThat(secrets.put).containsExactly(TEXT.replace("old", "new"));
    assertThat(store.load()).isEqualTo(kept);
  }

  @Test
  void keepsATokenThatWasStoredInTheMeantime() {
    Credentials kept = store.replaceRefreshToken("older", "new");

    assertThat(kept.refreshToken()).hasValue("old");
    assertThat(secrets.put).isEmpty();
  }

  @Test
  void aSecretWithoutTextIsAnError() {
    secrets.text = null;

    assertThatThrownBy(store::load).hasMessageStartingWith("secret spotify is not one JSON object");
  }

  @Test
  void aMissingSecretIsAnErrorWithTheLoginAdvice() {
    secrets.failure = ResourceNotFoundException.builder().message("no").build();

    assertThatThrownBy(store::load)
        .hasMessage("secret spotify does not exist or has no value. Log in: fill secret spotify")
        .matches(failure -> !((ExtractException) failure).isRetryable());
  }

  @Test
  void otherErrorsAreRetryable() {
    secrets.failure = SdkClientException.create("no route to host");

    assertThatThrownBy(store::load)
        .hasMessage("secret spotify cannot be read: no route to host")
        .matches(failure -> ((ExtractException) failure).isRetryable());
  }

  private static final class FakeSecrets implements SecretsManagerClient {
    final List<String> put = new ArrayList<>();
    @Nullable String text = TEXT;
    @Nullable RuntimeException failure;

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      assertThat(request.secretId()).isEqualTo("spotify");
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
      return GetSecretValueResponse.builder().secretString(text).build();
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
      assertThat(request.secretId()).isEqualTo("spotify");
      put.add(request.secretString());
      text = request.secretString();
      return PutSecretValueResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "secretsmanager";
    }

    @Override
    public void close() {}
  }
}
