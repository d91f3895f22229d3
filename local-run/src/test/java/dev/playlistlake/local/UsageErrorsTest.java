package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A value that an option does not accept is a usage error, which says what the option expects.
final class UsageErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulate --port 99999 | --port is 99999, expected 0 to 65535",
        "serve --port 99999 | --port is 99999, expected 0 to 65535",
        "login --port 99999 | --port is 99999, expected 0 to 65535",
        "login --timeout 0 | --timeout is 0, expected 1 to 86400",
        "demo --days 0 | --days is 0, expected 1 to 3660",
        "replay --lake nowhere --concurrency 65 | --concurrency is 65, expected 1 to 64",
        "transform --out o --date x f | Invalid value for option '--date': 'x' is not a date of"
            + " the form YYYY-MM-DD",
        "import --lake l --date 2026-02-30 f | Invalid value for option '--date': '2026-02-30' is"
            + " not a date of the form YYYY-MM-DD",
        "replay --lake l --from 20260101 | Invalid value for option '--from': '20260101' is not a"
            + " date of the form YYYY-MM-DD",
        "simulate --day today | Invalid value for option '--day': 'today' is not a date of the"
            + " form YYYY-MM-DD",
      })
  void saysWhatTheOptionExpects(String command, String error) {
    CommandRun run = CommandRun.run((Object[]) command.split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith(error + "\n");
  }
}
