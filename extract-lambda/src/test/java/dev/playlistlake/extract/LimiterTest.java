package dev.playlistlake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimiterTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<Duration> waits = new ArrayList<>();
  private final Outside outside =
      new Outside(
          Clock.systemUTC(),
          nanos::get,
          wait -> {
            waits.add(wait);
            nanos.addAndGet(wait.toNanos());
          },
          () -> 0);

  @Test
  void requestsAreSpacedWithALittleRoom() {
    Limiter limiter = limiter(10, 60);
    for (int i = 0; i < 4; i++) {
      limiter.pass();
    }

    assertThat(waits).hasSize(3).containsOnly(Duration.ofMillis(103));
  }

  @Test
  void timeThatPassesByItselfIsNotWaitedForAndNotSavedUp() {
    Limiter limiter = limiter(10, 60);
    limiter.pass();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    limiter.pass();
    limiter.pass();

    assertThat(waits).containsExactly(Duration.ofMillis(103));
  }

  @Test
  void aShutGateHoldsEverybodyAndCountsOnce() {
    Limiter limiter = limiter(0, 60);

    assertThat(limiter.shut(Duration.ofSeconds(7))).isTrue();
    assertThat(limiter.shut(Duration.ofSeconds(5))).isTrue();
    assertThat(limiter.shut(Duration.ofSeconds(10))).isTrue();
    limiter.pass();
    limiter.pass();

    assertThat(waits).containsExactly(Duration.ofSeconds(10));
    assertThat(limiter.waitsLeft()).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void waitsBeyondTheBudgetOrTheRunsTimeAreNotTaken() {
    Limiter limiter = limiter(0, 60);

    assertThat(limiter.shut(Duration.ofSeconds(61))).isFalse();
    assertThat(limiter.take(Duration.ofSeconds(61))).isFalse();
    assertThat(limiter.take(Duration.ofSeconds(59))).isTrue();
    assertThat(limiter.take(Duration.ofSeconds(2))).isFalse();
    assertThat(limiter.waitsLeft()).isEqualTo(Duration.ofSeconds(1));
    assertThat(limiter(0, 5).shut(Duration.ofSeconds(6))).isFalse();
    assertThat(limiter(0, 5).take(Duration.ofSeconds(6))).isFalse();
  }

  @Test
  void whenTheRunHasEndedNobodyPasses() {
    Limiter limiter = limiter(0, 60);
    ExtractException end = ExtractException.lasting("over").endingRun();
    limiter.end(end);
    limiter.end(ExtractException.lasting("later").endingRun());

    assertThatThrownBy(limiter::pass).isSameAs(end);
    assertThat(limiter.takesTheBlame()).isTrue();
    assertThat(limiter.takesTheBlame()).isFalse();
  }

  @Test
  void aBlockIsToldEvenWhenTheRunHadEndedOtherwise() {
    Limiter limiter = limiter(0, 60);
    ExtractException noon = ExtractException.blocked("noon", Instant.parse("2026-11-21T12:00:00Z"));
    ExtractException ten = ExtractException.blocked("ten", Instant.parse("2026-11-21T10:00:00Z"));
    limiter.end(ExtractException.passing("time is over", null).endingRun());

    limiter.end(ten);
    assertThat(limiter.failure()).containsSame(ten);
    limiter.end(noon);
    limiter.end(ten);
    limiter.end(ExtractException.lasting("later").endingRun());
    assertThat(limiter.failure()).containsSame(noon);
  }

  @Test
  void noTurnIsTakenAfterTheRunsTime() {
    Limiter limiter = limiter(0.1, 15);
    limiter.pass();
    limiter.pass();

    assertThatThrownBy(limiter::pass)
        .hasMessage(
            "the time that this run was given is over: a retry goes on with what is missing");
  }

  private Limiter limiter(double perSecond, int seconds) {
    return new Limiter(
        outside,
        new Pacing(perSecond, 4, Duration.ofSeconds(60)),
        Deadline.after(Duration.ofSeconds(seconds), outside.nanos()));
  }
}
