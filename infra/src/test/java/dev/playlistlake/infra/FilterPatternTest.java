package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{ $.a > 0 } ! {'a':1} ! true",
        "{ $.a > 0 } ! {'a':0} ! false",
        "{ $.a > 0 } ! {'b':1} ! false",
        "{ $.a < 1 } ! {} ! false",
        "{ $.a = 1 } ! {'a':1.0} ! true",
        "{ $.a = 1 } ! {'a':'1'} ! false",
        "{$.a>0&&$.b>0} ! {'a':1,'b':0} ! false",
        "{ $.a > 0 || $.b > 0 && $.c > 0 } ! {'a':1} ! true",
        "{ ($.a > 0 || $.b > 0) && $.c > 0 } ! {'a':1} ! false",
        "{ ($.a > 0 || $.b > 0) && $.c = 0 } ! {'b':1,'c':0} ! true",
        "{ $.a < -1 } ! {'a':-2} ! true",
        "{ $.a > 0 } ! WARNING: {'a':1} ! false",
        "{ $.a > 0 } ! [{'a':1}] ! false",
      })
  void countsLinesAsCloudWatchDoes(String pattern, String line, boolean counted) {
    assertThat(FilterPattern.of(pattern).matches(line.replace('\'', '"'))).isEqualTo(counted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ERROR", "{ $.a }", "{ $.a > }", "{ ($.a > 0 }", "{ $.a > 0 } x", "[a, b]"})
  void rejectsUnsupportedPatterns(String pattern) {
    assertThatThrownBy(() -> FilterPattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("filter pattern is invalid or not supported: " + pattern);
  }

  @Test
  void listsTheFieldsOfAPattern() {
    assertThat(FilterPattern.of("{ ($.b > 0 || $.a > 0) && $.b = 0 }").selectors())
        .containsExactly("a", "b");
  }
}
