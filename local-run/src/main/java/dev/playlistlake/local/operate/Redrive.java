package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Reprocesses a dead-letter queue, one message at a time. A message is deleted when all snapshots
/// that it names are transformed or no longer exist. Messages that are kept stay hidden until the
/// end, so that each is processed once. Used by [RedriveCommand] in one thread.
public final class Redrive {
  /// Receiving a message hides it. If the same message arrives this often with no new one in
  /// between, the queue ignores its visibility timeout, and the loop would never end.
  private static final int MOST_REPEATS = 3;

  private final FailureQueue queue;
  private final Optional<RetryTarget> target;
  private final Consumer<String> out;
  private final Consumer<String> err;
  private final Map<String, ReceivedMessage> kept = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> sinceLastNew = new HashMap<>();
  private final Set<String> finished = new HashSet<>();
  private int processed;
  private int failed;
  private int left;
  private int listed;

  /// A redrive that has not started.
  ///
  /// @param target empty for a dry run
  /// @param out receives a line for each success
  /// @param err receives a line for each error and warning
  public Redrive(
      FailureQueue queue,
      Optional<RetryTarget> target,
      Consumer<String> out,
      Consumer<String> err) {
    this.queue = queue;
    this.target = target;
    this.out = out;
    this.err = err;
  }

  /// Processes each message once.
  ///
  /// @throws CommandException when the queue cannot be used
  public RedriveReport run() {
    try {
      Optional<ReceivedMessage> next = queue.receive();
      while (next.isPresent() && accept(next.get())) {
        next = queue.receive();
      }
      return new RedriveReport(processed, failed, left, listed, next.isPresent());
    } finally {
      kept.values().forEach(this::release);
    }
  }

  /// @return false when the queue returns the same messages again and again
  private boolean accept(ReceivedMessage message) {
    boolean isNew = seen.add(message.id());
    if (isNew) {
      sinceLastNew.clear();
    }
    if (finished.contains(message.id())) {
      queue.delete(message);
    } else {
      kept.put(message.id(), message);
      if (isNew) {
        process(message);
      }
    }
    return sinceLastNew.merge(message.id(), 1, Integer::sum) < MOST_REPEATS;
  }

  private void process(ReceivedMessage message) {
    switch (QueueMessage.of(message.body())) {
      case QueueMessage.Other other -> {
        left++;
        err.accept("warning: message " + message.id() + " is kept: it " + other.description());
      }
      case QueueMessage.Event event -> {
        print(event, message);
        if (target.isEmpty()) {
          listed++;
        } else {
          transform(event, message, target.get());
        }
      }
    }
  }

  private void print(QueueMessage.Event event, ReceivedMessage message) {
    out.accept(
        "%s  %s  %s"
            .formatted(
                event.when(),
                event.objects().stream()
                    .map(object -> object.key().toString())
                    .collect(Collectors.joining(" ")),
                "message " + message.id()));
    if (!event.why().isEmpty()) {
      out.accept("  previous error: " + event.why());
    }
    if (target.isEmpty() && !event.function().isEmpty()) {
      out.accept("  in function " + AwsErrors.shown(event.function()));
    }
  }

  private void transform(QueueMessage.Event event, ReceivedMessage message, RetryTarget target) {
    boolean good = true;
    for (NamedObject object : event.objects()) {
      // Each object may use the full time of the visibility timeout.
      queue.hide(message);
      good &= transform(object, event.function(), message, target);
    }
    if (!good) {
      failed++;
      return;
    }
    queue.delete(message);
    kept.remove(message.id());
    finished.add(message.id());
    processed++;
  }

  private boolean transform(
      NamedObject object, String function, ReceivedMessage message, RetryTarget target) {
    Outcome outcome;
    try {
      outcome = target.of(object.bucket(), function).transform(object.key());
    } catch (CommandException unexpected) {
      outcome = Outcome.failed(object.key() + ": " + unexpected.getMessage());
    }
    switch (outcome.status()) {
      case FAILED ->
          err.accept(
              "error: message %s failed again and is kept. %s"
                  .formatted(message.id(), outcome.message()));
      case GONE -> out.accept("  gone: the snapshot no longer exists");
      case TRANSFORMED, SENT, LISTED ->
          out.accept(
              "  transformed: %,d %s, %,d %s%s"
                  .formatted(
                      outcome.songs(),
                      outcome.songs() == 1 ? "song" : "songs",
                      outcome.rejects(),
                      outcome.rejects() == 1 ? "reject" : "rejects",
                      outcome.troubles().stream()
                          .sorted()
                          .map(trouble -> ", " + trouble.text())
                          .collect(Collectors.joining())));
    }
    return outcome.isGood();
  }

  private void release(ReceivedMessage message) {
    try {
      queue.release(message);
    } catch (CommandException failure) {
      err.accept(
          "warning: message %s stays hidden for up to 20 minutes: %s"
              .formatted(message.id(), failure.getMessage()));
    }
  }
}
