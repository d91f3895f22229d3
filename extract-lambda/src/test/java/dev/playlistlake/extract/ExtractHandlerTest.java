package dev.playlistlake.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.credentials.LoginAdvice;
import org.junit.jupiter.api.Test;

class ExtractHandlerTest {
  private final LoginAdvice advice = new ExtractHandler.StackLoginAdvice();

  @Test
  void refersToTheStackOutputForALogin() {
    assertThat(advice.forSecret("playlist-lake-prod-spotify"))
        .isEqualTo(
            "run the command in the stack's output LoginCommand, which stores the login in secret"
                + " playlist-lake-prod-spotify");
  }

  @Test
  void namesTheSettingsForCredentialsInTheEnvironment() {
    assertThat(advice.forEnvironment(true))
        .isEqualTo(
            "set SPOTIFY_REFRESH_TOKEN and SPOTIFY_AUTHORIZED_AT to the refresh token and the time"
                + " of a new login");
  }
}
