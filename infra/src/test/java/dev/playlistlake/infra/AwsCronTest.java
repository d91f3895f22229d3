package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests which cron expressions AWS accepts, according to its documentation.
class AwsCronTest {

  @ParameterizedTest
  @MethodSource("dev.playlistlake.infra.ScheduleRules#crons")
  @ValueSource(
      strings = {
        "cron(0 18 ? * MON-FRI *)",
        "cron(0/10 * ? * MON-FRI *)",
        "cron(0 8 1 * ? *)",
        "cron(0 0 L * ? *)",
        "cron(0 0 3W JAN,JUL ? 2027-2030)",
        "cron(0 9 ? * 2#1 *)",
        "cron(0 9 ? * 6L *)",
        "cron(0 9 ? * TUE#2 *)",
        "cron(0 9 ? * FRIL *)"
      })
  void acceptsWhatAwsAccepts(String expression) {
    assertThat(AwsCron.violation(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 6 * * ? *",
        "cron(0 6 * * ?)",
        "cron(0 6 * * * *)",
        "cron(0 6 ? * ? *)",
        "cron(60 6 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 6 32 * ? *)",
        "cron(0 6 * 13 ? *)",
        "cron(0 6 ? * 8 *)",
        "cron(0 6 ? * MOON *)",
        "cron(0 6 ? * 8L *)",
        "cron(0 6 ? * 2#6 *)",
        "cron(0 6 32W * ? *)",
        "cron(0 6 * * ? 1969)",
        "cron(0/0 6 * * ? *)",
        "cron(1-2-3 6 * * ? *)",
        "cron(, 6 * * ? *)",
        "cron( 0 6 * * ? *)"
      })
  void rejectsWhatAwsRejects(String expression) {
    assertThat(AwsCron.violation(expression)).isPresent();
  }
}
