package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelTest {

  @ParameterizedTest
  @CsvSource({
    "DEBUG, DEBUG",
    "INFO, INFO",
    "WARN, WARN",
    "'', INFO",
    "' ', INFO",
    "' WARN\n', WARN"
  })
  void readsALevelByNameAndABlankNameAsInfo(String name, LogLevel level) {
    assertThat(LogLevel.of(name)).contains(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"debug", "ERROR", "INFO,WARN", "1"})
  void findsNoLevelForAnyOtherName(String name) {
    assertThat(LogLevel.of(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DEBUG, DEBUG INFO", "INFO, INFO", "WARN, ''"})
  void keepsLinesOfTheLevelAndOfMoreImportantLevels(LogLevel level, String kept) {
    List<String> log = new ArrayList<>();

    level.only(LogLevel.DEBUG, log::add).accept("DEBUG");
    level.only(LogLevel.INFO, log::add).accept("INFO");

    assertThat(String.join(" ", log)).isEqualTo(kept);
  }

  @Test
  void theErrorNamesEveryLevel() {
    for (LogLevel level : LogLevel.values()) {
      assertThat(LogLevel.UNKNOWN_LEVEL).contains(level.name());
    }
  }
}
