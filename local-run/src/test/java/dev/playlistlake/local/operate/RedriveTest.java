package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Trouble;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which messages a redrive deletes and which it keeps.
final class RedriveTest {
  private static final Outcome TRANSFORMED =
      new Outcome(Outcome.Status.TRANSFORMED, 7, 1, Set.of(), "");

  private final Queue queue = new Queue();
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private final List<String> transformed = new ArrayList<>();

  @Test
  void deletesAMessageWhenAllItsSnapshotsAreTransformedOrGone() {
    queue.add("1", record("p", "q"));
    queue.add("2", record("gone"));

    RedriveReport report = redrive();

    assertThat(report).isEqualTo(new RedriveReport(2, 0, 0, 0, false));
    assertThat(report.isGood()).isTrue();
    assertThat(transformed).containsExactly("p", "q", "gone");
    assertThat(queue.deleted).containsExactly("1", "2");
    assertThat(queue.released).isEmpty();
    assertThat(out)
        .containsExactly(
            "2026-11-21T06:05:00.123Z  %s %s  message 1"
                .formatted(FailureRecords.key("p"), FailureRecords.key("q")),
            "  previous error: RetriesExhausted, dev.playlistlake.transform.TransformException,"
                + " bad",
            "  transformed: 7 songs, 1 reject",
            "  transformed: 7 songs, 1 reject",
            "2026-11-21T06:05:00.123Z  %s  message 2".formatted(FailureRecords.key("gone")),
            "  previous error: RetriesExhausted, dev.playlistlake.transform.TransformException,"
                + " bad",
            "  gone: the snapshot no longer exists");
  }

  @Test
  void namesTheTroublesOfATransformedSnapshot() {
    queue.add("1", record("short"));

    assertThat(redrive().isGood()).isTrue();
    assertThat(out.getLast()).isEqualTo("  transformed: 7 songs, 1 reject, short, unreadable");
  }

  @Test
  void keepsAMessageWhenOneOfItsObjectsFails() {
    queue.add("1", record("bad", "p"));
    queue.add("2", record("q"));

    RedriveReport report = redrive();

    assertThat(report).isEqualTo(new RedriveReport(1, 1, 0, 0, false));
    assertThat(report.isGood()).isFalse();
    assertThat(transformed).containsExactly("bad", "p", "q");
    assertThat(queue.deleted).containsExactly("2");
    assertThat(queue.released).containsExactly("1");
    assertThat(err).containsExactly("error: message 1 failed again and is kept. bad is invalid");
  }

  @Test
  void hidesAMessageAgainForEachObject() {
    queue.add("1", record("p", "q"));

    redrive();

    assertThat(queue.hides).isEqualTo(2);
  }

  @Test
  void keepsMessagesOfAnotherKind() {
    queue.add("1", "hello");

    assertThat(redrive()).isEqualTo(new RedriveReport(0, 0, 1, 0, false));
    assertThat(queue.released).containsExactly("1");
    assertThat(err).containsExactly("warning: message 1 is kept: it is not JSON, but hello");
  }

  @Test
  void deletesAMessageAgainThatIsReceivedTwice() {
    queue.add("1", record("p"));
    queue.add("1", record("p"));

    assertThat(redrive()).isEqualTo(new RedriveReport(1, 0, 0, 0, false));
    assertThat(transformed).containsExactly("p");
    assertThat(queue.deleted).containsExactly("1", "1");
  }

  @Test
  void triesAFailedMessageOnlyOnce() {
    queue.add("1", record("bad"));
    queue.add("1", record("bad"));
    queue.add("2", record("p"));

    assertThat(redrive()).isEqualTo(new RedriveReport(1, 1, 0, 0, false));
    assertThat(transformed).containsExactly("bad", "p");
    assertThat(queue.released).containsExactly("1");
  }

  @Test
  void continuesWhileNewMessagesArriveBetweenKeptOnes() {
    for (int i = 0; i < 5; i++) {
      queue.add("bad", record("bad"));
      queue.add("new" + i, record("p"));
    }

    assertThat(redrive()).isEqualTo(new RedriveReport(5, 1, 0, 0, false));
    assertThat(queue.waiting).isEmpty();
  }

  @Test
  void stopsWhenTheQueueIgnoresItsVisibilityTimeout() {
    for (int i = 0; i < 10; i++) {
      queue.add("1", "hello");
    }

    RedriveReport report = redrive();

    assertThat(report).isEqualTo(new RedriveReport(0, 0, 1, 0, true));
    assertThat(queue.waiting).hasSize(7);
    assertThat(queue.released).containsExactly("1");
  }

  @Test
  void keepsEventsOfAnotherBucket() {
    queue.add("1", record("p"));

    Redrive redrive =
        new Redrive(
            queue,
            Optional.of(
                (bucket, _) -> {
                  throw new CommandException("its bucket is " + bucket + ", expected other");
                }),
            out::add,
            err::add);

    assertThat(redrive.run()).isEqualTo(new RedriveReport(0, 1, 0, 0, false));
    assertThat(err)
        .containsExactly(
            "error: message 1 failed again and is kept. %s: its bucket is raw, expected other"
                .formatted(FailureRecords.key("p")));
  }

  @Test
  void onlyListsInADryRun() {
    queue.add("1", record("p"));
    queue.add("2", "hello");

    RedriveReport report = new Redrive(queue, Optional.empty(), out::add, err::add).run();

    assertThat(report).isEqualTo(new RedriveReport(0, 0, 1, 1, false));
    assertThat(queue.deleted).isEmpty();
    assertThat(queue.released).containsExactly("1", "2");
    assertThat(out)
        .hasSize(3)
        .contains("  in function " + FailureRecords.FUNCTION)
        .first()
        .asString()
        .contains(FailureRecords.key("p"));
  }

  @Test
  void isNotGoodWhenMessagesMayRemain() {
    assertThat(new RedriveReport(1, 0, 0, 0, true).isGood()).isFalse();
    assertThat(new RedriveReport(1, 0, 0, 0, false).isGood()).isTrue();
  }

  @Test
  void releasesKeptMessagesWhenTheQueueFails() {
    queue.add("1", record("bad"));
    queue.add("2", record("p"));
    queue.failsAtDelete = true;

    assertThatThrownBy(this::redrive).hasMessage("no delete");
    assertThat(queue.released).containsExactly("1", "2");
  }

  private static String record(String... playlists) {
    String[] keys = List.of(playlists).stream().map(FailureRecords::key).toArray(String[]::new);
    return FailureRecords.record(FailureRecords.event(keys), "bad");
  }

  private RedriveReport redrive() {
    return new Redrive(queue, Optional.of((_, _) -> this::transform), out::add, err::add).run();
  }

  private Outcome transform(RawKey key) {
    transformed.add(key.playlist().value());
    return switch (key.playlist().value()) {
      case "bad" -> Outcome.failed("bad is invalid");
      case "gone" -> Outcome.of(Outcome.Status.GONE);
      case "short" ->
          new Outcome(
              Outcome.Status.TRANSFORMED, 7, 1, Set.of(Trouble.UNREADABLE, Trouble.SHORT), "");
      default -> TRANSFORMED;
    };
  }

  /// A queue that may return a message twice.
  private static final class Queue implements FailureQueue {
    final Deque<ReceivedMessage> waiting = new ArrayDeque<>();
    final List<String> deleted = new ArrayList<>();
    final Set<String> released = new LinkedHashSet<>();
    boolean failsAtDelete;
    int hides;

    void add(String id, String body) {
      waiting.add(new ReceivedMessage(id, id + "#" + waiting.size(), body));
    }

    @Override
    public Optional<ReceivedMessage> receive() {
      return Optional.ofNullable(waiting.poll());
    }

    @Override
    public void hide(ReceivedMessage message) {
      hides++;
    }

    @Override
    public void release(ReceivedMessage message) {
      released.add(message.id());
    }

    @Override
    public void delete(ReceivedMessage message) {
      if (failsAtDelete) {
        throw new CommandException("no delete");
      }
      deleted.add(message.id());
    }
  }
}
