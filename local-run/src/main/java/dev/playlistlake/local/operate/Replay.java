package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.RawListing;
import dev.playlistlake.local.lake.RawObject;
import dev.playlistlake.local.lake.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Transforms the raw objects of a lake again, some at a time, in the order of their dates.
///
/// @param done what an earlier replay did, where that is kept
public record Replay(
    RawListing listing, Transformer transformer, Optional<CheckpointFile> done, Watcher watcher) {

  /// Told of each object as soon as it is done, by one worker at a time.
  @FunctionalInterface
  public interface Watcher {
    void done(String key, Outcome outcome, ReplayTotals soFar);
  }

  /// Works through the listing.
  ///
  /// @param concurrency how many objects are in work at a time
  /// @throws CommandException when the listing breaks off
  public ReplayTotals run(int concurrency) throws InterruptedException {
    ReplayTotals totals = new ReplayTotals();
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(concurrency)) {
      for (int i = 0; i < concurrency; i++) {
        workers.add(pool.submit(() -> work(totals)));
      }
    }
    for (Future<?> worker : workers) {
      require(worker);
    }
    return totals;
  }

  private void work(ReplayTotals totals) {
    try {
      Optional<RawObject> next = listing.next();
      while (next.isPresent()) {
        take(next.get(), totals);
        next = listing.next();
      }
    } catch (RuntimeException | Error broken) {
      // The others must not go on for hours before it is told.
      listing.stop();
      throw broken;
    }
  }

  private void take(RawObject object, ReplayTotals totals) {
    if (done.isPresent() && done.get().has(object)) {
      totals.addSkipped();
    } else {
      transform(object, totals);
    }
  }

  private void transform(RawObject object, ReplayTotals totals) {
    Outcome outcome = transformer.transform(object.key());
    if (outcome.isGood()) {
      done.ifPresent(file -> file.add(object));
    }
    totals.add(outcome);
    synchronized (listing) {
      watcher.done(object.key().toString(), outcome, totals);
    }
  }

  private static void require(Future<?> worker) throws InterruptedException {
    try {
      worker.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error broken -> throw broken;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }
}
