package dev.playlistlake.extract.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunEndTest {
  private final RunEnd end = new RunEnd();

  @Test
  void aRunGoesOnUntilAnErrorEndsIt() {
    assertThat(end.reason()).isEmpty();
    assertThatCode(end::requireRunning).doesNotThrowAnyException();

    ExtractException first = end.because(ExtractException.permanent("first"));
    end.because(ExtractException.permanent("second"));

    assertThat(end.reason()).containsSame(first);
    assertThatThrownBy(end::requireRunning).isSameAs(first);
  }

  @Test
  void aBlockIsTheReasonEvenAfterAnotherErrorAndTheLongestCounts() {
    ExtractException noon = block("2026-11-21T12:00:00Z");
    ExtractException ten = block("2026-11-21T10:00:00Z");
    end.because(ExtractException.retryable("time is over"));

    end.because(ten);
    assertThat(end.reason()).containsSame(ten);

    end.because(noon);
    end.because(block("2026-11-21T11:00:00Z"));
    end.because(ExtractException.permanent("later"));
    assertThat(end.reason()).containsSame(noon);
  }

  @Test
  void knowsEveryErrorThatEndedItAndNoOther() {
    ExtractException first = end.because(ExtractException.permanent("same words"));
    ExtractException second = end.because(ExtractException.permanent("same words"));

    assertThat(end.wasCausedBy(first)).isTrue();
    assertThat(end.wasCausedBy(second)).isTrue();
    assertThat(end.wasCausedBy(ExtractException.permanent("same words"))).isFalse();
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
