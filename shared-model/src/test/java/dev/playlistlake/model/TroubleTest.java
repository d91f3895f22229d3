package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The troubles that one snapshot shows.
final class TroubleTest {
  @ParameterizedTest(name = "{1} of {0} entries read, {2} unreadable: {3}")
  @CsvSource({
    "3, 3, 0, []",
    "3, 2, 0, [SHORT]",
    "3, 4, 0, [LONG]",
    "3, 0, 0, [SHORT]",
    "0, 0, 0, []",
    ", 0, 0, []",
    ", 5, 0, []",
    ", 2, 2, [UNREADABLE]",
    ", 1, 1, []",
    "2, 2, 1, []",
    "3, 2, 2, '[SHORT, UNREADABLE]'",
    "1, 2, 2, '[LONG, UNREADABLE]'",
  })
  void judgesASnapshotByItsNumbers(Long declared, long read, long unreadable, String troubles) {
    OptionalLong total = declared == null ? OptionalLong.empty() : OptionalLong.of(declared);

    assertThat(summary(total, read, unreadable).troubles()).hasToString(troubles);
  }

  private static PlaylistSummary summary(OptionalLong declared, long read, long unreadable) {
    return new PlaylistSummary(
        "",
        "",
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        "",
        declared,
        read,
        0,
        0,
        0,
        0,
        0,
        BigInteger.ZERO,
        0,
        "",
        "",
        "",
        unreadable);
  }
}
