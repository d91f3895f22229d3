package dev.playlistlake.extract.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunEndTest {
  private final RunEnd end = new RunEnd();

  @Test
  void aRunContinuesUntilAnErrorEndsIt() {
    assertThat(end.reason()).isEmpty();
    assertThatCode(end::requireRunning).doesNotThrowAnyException();

    ExtractException first = end.record(ExtractException.permanent("first"));
    end.record(ExtractException.permanent("second"));

    assertThat(end.reason()).containsSame(first);
    assertThatThrownBy(end::requireRunning).isSameAs(first);
  }

  @Test
  void theLongestBlockReplacesEveryOtherReason() {
    ExtractException noon = block("2026-11-21T12:00:00Z");
    ExtractException ten = block("2026-11-21T10:00:00Z");
    end.record(ExtractException.retryable("time is over"));

    end.record(ten);
    assertThat(end.reason()).containsSame(ten);

    end.record(noon);
    end.record(block("2026-11-21T11:00:00Z"));
    end.record(ExtractException.permanent("later"));
    assertThat(end.reason()).containsSame(noon);
  }

  @Test
  void recognizesOnlyTheErrorsThatEndedIt() {
    ExtractException first = end.record(ExtractException.permanent("same message"));
    ExtractException second = end.record(ExtractException.permanent("same message"));

    assertThat(end.wasCausedBy(first)).isTrue();
    assertThat(end.wasCausedBy(second)).isTrue();
    assertThat(end.wasCausedBy(ExtractException.permanent("same message"))).isFalse();
  }

  @Test
  void isReportedOnce() {
    assertThat(end.claimReport()).isTrue();
    assertThat(end.claimReport()).isFalse();
  }

  private static ExtractException block(String until) {
    return ExtractException.blocked("blocked until " + until, Instant.parse(until));
  }
}
