package dev.playlistlake.extract.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestGateTest {
  /// Starts just before an overflow, which is possible with [System#nanoTime()].
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private final List<Duration> waits = new ArrayList<>();
  private final RunEnd end = new RunEnd();
  private final Platform platform =
      new Platform(
          Clock.systemUTC(),
          nanos::get,
          wait -> {
            waits.add(wait);
            nanos.addAndGet(wait.toNanos());
          },
          () -> 0);

  @Test
  void spacesRequestsALittleWiderThanTheLimit() {
    RequestGate gate = gate(10, 60);
    for (int i = 0; i < 4; i++) {
      gate.enter();
    }

    assertThat(waits).hasSize(3).containsOnly(Duration.ofMillis(103));
  }

  @Test
  void doesNotSaveUpUnusedTime() {
    RequestGate gate = gate(10, 60);
    gate.enter();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    gate.enter();
    gate.enter();

    assertThat(waits).containsExactly(Duration.ofMillis(103));
  }

  @Test
  void aPauseBlocksAllRequestsAndIsChargedOnce() {
    RequestGate gate = gate(0, 60);

    assertThat(gate.pause(Duration.ofSeconds(7))).isTrue();
    assertThat(gate.pause(Duration.ofSeconds(5))).isTrue();
    assertThat(gate.pause(Duration.ofSeconds(10))).isTrue();
    gate.enter();
    gate.enter();

    assertThat(waits).containsExactly(Duration.ofSeconds(10));
    assertThat(gate.pause(Duration.ofSeconds(51))).isFalse();
    assertThat(gate.pause(Duration.ofSeconds(50))).isTrue();
  }

  @Test
  void rejectsAWaitBeyondTheBudget() {
    RequestGate gate = gate(0, 600);

    assertThat(gate.pause(Duration.ofSeconds(61))).isFalse();
    assertThat(gate.backOff(Duration.ofSeconds(59))).isTrue();
    assertThat(gate.pause(Duration.ofSeconds(2))).isFalse();
    assertThat(gate.exceededLimit(Duration.ofSeconds(2)))
        .isEqualTo("this run may wait only 1 s more");
    assertThat(waits).containsExactly(Duration.ofSeconds(59));
  }

  @Test
  void shortensTheLastWaitBeforeARetryToTheBudget() {
    RequestGate gate = gate(0, 600);

    assertThat(gate.backOff(Duration.ofSeconds(45))).isTrue();
    assertThat(gate.backOff(Duration.ofSeconds(45))).isTrue();
    assertThat(gate.backOff(Duration.ofSeconds(1))).isFalse();
    assertThat(waits).containsExactly(Duration.ofSeconds(45), Duration.ofSeconds(15));
  }

  @Test
  void countsRejectionsOfTheSameRoundOnce() {
    RequestGate gate = gate(0, 600);
    int first = gate.enter();
    int second = gate.enter();

    assertThat(gate.rejected(first)).isEqualTo(1);
    assertThat(gate.rejected(second)).isEqualTo(1);
    gate.accepted(first);
    int probe = gate.enter();
    assertThat(gate.rejected(probe)).isEqualTo(2);
    gate.accepted(gate.enter());
    assertThat(gate.rejected(gate.enter())).isEqualTo(1);
  }

  @Test
  void onlyOneThreadSendsWhileThereAreRejections() throws InterruptedException {
    RequestGate gate = gate(0, 600);
    gate.rejected(gate.enter());
    AtomicInteger entered = new AtomicInteger();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      others.add(
          Thread.startVirtualThread(
              () -> {
                gate.accepted(gate.enter());
                entered.incrementAndGet();
                gate.leave();
              }));
    }
    for (Thread other : others) {
      assertThat(other.join(Duration.ofMillis(50))).isFalse();
    }
    assertThat(entered).hasValue(0);

    gate.accepted(gate.enter());

    for (Thread other : others) {
      assertThat(other.join(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(entered).hasValue(3);
  }

  @Test
  void anotherThreadSendsWhenTheFirstOneLeaves() throws InterruptedException {
    RequestGate gate = gate(0, 600);
    gate.rejected(gate.enter());
    Thread other = Thread.startVirtualThread(gate::enter);
    assertThat(other.join(Duration.ofMillis(50))).isFalse();

    gate.leave();

    assertThat(other.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void rejectsAWaitBeyondTheDeadline() {
    RequestGate gate = gate(0, 5);

    assertThat(gate.pause(Duration.ofSeconds(6))).isFalse();
    assertThat(gate.backOff(Duration.ofSeconds(6))).isFalse();
    assertThat(gate.exceededLimit(Duration.ofSeconds(6))).isEqualTo("this run has 5 s left");
    assertThat(waits).isEmpty();
  }

  @Test
  void rejectsRequestsAfterTheRunHasEnded() {
    RequestGate gate = gate(0, 60);
    ExtractException reason = end.record(ExtractException.permanent("over"));

    assertThatThrownBy(gate::enter).isSameAs(reason);
  }

  @Test
  void endsTheRunWhenNoTurnIsLeftBeforeTheDeadline() {
    RequestGate gate = gate(0.1, 15);
    gate.enter();
    gate.enter();

    assertThatThrownBy(gate::enter)
        .hasMessage("the run reached its time limit. A retry reads the missing playlists.");
    assertThat(end.reason()).isPresent();
  }

  private RequestGate gate(double perSecond, int seconds) {
    return new RequestGate(
        platform,
        new RateLimit(perSecond, 4, Duration.ofSeconds(60)),
        Deadline.after(Duration.ofSeconds(seconds), platform.nanos()),
        end);
  }
}
