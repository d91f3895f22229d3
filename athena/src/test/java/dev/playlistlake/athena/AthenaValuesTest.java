package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Parses the texts that Athena sends.
final class AthenaValuesTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("bigint", "9007199254740993", 9007199254740993L),
        Arguments.of("tinyint", "-7", -7L),
        Arguments.of("decimal", "0.10", new BigDecimal("0.10")),
        Arguments.of("double", "1.0E100", 1e100),
        Arguments.of("double", "NaN", Double.NaN),
        Arguments.of("double", "-Infinity", Double.NEGATIVE_INFINITY),
        Arguments.of("float", "1.1", 1.1f),
        Arguments.of("real", "Infinity", Float.POSITIVE_INFINITY),
        Arguments.of("boolean", "false", false),
        Arguments.of("json", "{\"a\":1}", new SqlResult.Json("{\"a\":1}")),
        Arguments.of("date", "2024-01-01", "2024-01-01"),
        Arguments.of("timestamp", "2024-01-01 10:00:00.000", "2024-01-01 10:00:00.000"),
        Arguments.of(
            "timestamp with time zone",
            "2024-01-01 10:00:00.000 UTC",
            "2024-01-01 10:00:00.000 UTC"),
        Arguments.of("time", "10:00:00.000", "10:00:00.000"),
        Arguments.of("varbinary", "00 ff", "00 ff"),
        Arguments.of("varchar", "1", "1"),
        Arguments.of("varchar", "", ""),
        // Athena doesn't send the types of the elements.
        Arguments.of("array", "[1, 2]", "[1, 2]"),
        Arguments.of("map", "{a=1}", "{a=1}"),
        Arguments.of("row", "{field0=1, x=a}", "{field0=1, x=a}"),
        // The first row of a result contains the names of the columns.
        Arguments.of("bigint", "songs", "songs"),
        Arguments.of("decimal", "share", "share"),
        Arguments.of("boolean", "explicit", "explicit"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void parsesATextByTheTypeOfItsColumn(String type, String text, Object value) {
    assertThat(AthenaValues.parse(text, type)).isEqualTo(value);
  }

  @Test
  void readsAMissingTextAsNull() {
    assertThat(AthenaValues.parse(null, "varchar")).isNull();
  }
}
