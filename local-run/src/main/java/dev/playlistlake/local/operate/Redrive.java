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

/// Works a failure queue off, a message at a time: a message goes when all that it names is done.
/// What stays is hidden until the end, so that one run meets it once.
public final class Redrive {
  /// Each receiving hides a message anew. One that comes so often before any new one does is seen
  /// although it is hidden: the queue would have no end.
  private static final int TOO_OFTEN = 3;

  private final FailureQueue queue;
  private final Optional<RetryTarget> remedy;
  private final Consumer<String> out;
  private final Consumer<String> err;
  private final Map<String, ReceivedMessage> kept = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> sinceTheLastNew = new HashMap<>();
  private final Set<String> finished = new HashSet<>();
  private int worked;
  private int failed;
  private int left;
  private int listed;

  /// A run that is still to come.
  ///
  /// @param remedy empty for a rehearsal
  /// @param out takes what goes well, line by line
  /// @param err takes what doesn't
  public Redrive(
      FailureQueue queue,
      Optional<RetryTarget> remedy,
      Consumer<String> out,
      Consumer<String> err) {
    this.queue = queue;
    this.remedy = remedy;
    this.out = out;
    this.err = err;
  }

  /// Takes every message once.
  ///
  /// @throws CommandException when the queue can't be used
  public RedriveReport run() {
    try {
      Optional<ReceivedMessage> next = queue.receive();
      while (next.isPresent() && take(next.get())) {
        next = queue.receive();
      }
      return new RedriveReport(worked, failed, left, listed, next.isPresent());
    } finally {
      kept.values().forEach(this::release);
    }
  }

  /// @return false when the queue would have no end
  private boolean take(ReceivedMessage delivery) {
    boolean isNew = seen.add(delivery.id());
    if (isNew) {
      sinceTheLastNew.clear();
    }
    if (finished.contains(delivery.id())) {
      queue.delete(delivery);
    } else {
      kept.put(delivery.id(), delivery);
      if (isNew) {
        read(delivery);
      }
    }
    return sinceTheLastNew.merge(delivery.id(), 1, Integer::sum) < TOO_OFTEN;
  }

  private void read(ReceivedMessage delivery) {
    switch (QueueMessage.of(delivery.body())) {
      case QueueMessage.Other other -> {
        left++;
        err.accept("warning: message " + delivery.id() + " stays: it " + other.words());
      }
      case QueueMessage.Event event -> {
        tell(event, delivery);
        if (remedy.isEmpty()) {
          listed++;
        } else {
          workOff(event, delivery, remedy.get());
        }
      }
    }
  }

  private void tell(QueueMessage.Event event, ReceivedMessage delivery) {
    out.accept(
        "%s  %s  %s"
            .formatted(
                event.when(),
                event.objects().stream()
                    .map(object -> object.key().toString())
                    .collect(Collectors.joining(" ")),
                "message " + delivery.id()));
    if (!event.why().isEmpty()) {
      out.accept("  had failed: " + event.why());
    }
    if (remedy.isEmpty() && !event.function().isEmpty()) {
      out.accept("  in function " + AwsErrors.shown(event.function()));
    }
  }

  private void workOff(QueueMessage.Event event, ReceivedMessage delivery, RetryTarget remedy) {
    boolean good = true;
    for (NamedObject object : event.objects()) {
      // Each object has the whole time for itself.
      queue.hide(delivery);
      good &= transform(object, event.function(), delivery, remedy);
    }
    if (!good) {
      failed++;
      return;
    }
    queue.delete(delivery);
    kept.remove(delivery.id());
    finished.add(delivery.id());
    worked++;
  }

  private boolean transform(
      NamedObject object, String function, ReceivedMessage delivery, RetryTarget remedy) {
    Outcome outcome;
    try {
      outcome = remedy.of(object.bucket(), function).transform(object.key());
    } catch (CommandException foreign) {
      outcome = Outcome.failed(object.key() + ": " + foreign.getMessage());
    }
    switch (outcome.status()) {
      case FAILED ->
          err.accept("error: message %s stays: %s".formatted(delivery.id(), outcome.message()));
      case GONE -> out.accept("  gone: nothing to do");
      case TRANSFORMED, SENT, LISTED ->
          out.accept(
              "  transformed: %,d songs, %,d rejects"
                  .formatted(outcome.songs(), outcome.rejects()));
    }
    return outcome.isGood();
  }

  private void release(ReceivedMessage delivery) {
    try {
      queue.release(delivery);
    } catch (CommandException late) {
      err.accept(
          "warning: message %s is hidden for a while: %s"
              .formatted(delivery.id(), late.getMessage()));
    }
  }
}
