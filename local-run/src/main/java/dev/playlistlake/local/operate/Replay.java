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

/// Transforms the snapshots of a lake again, several at a time, in the order of their dates. Used
/// by [ReplayCommand]. The worker threads share the listing, the transformer, the checkpoint file
/// and the totals, all of which are thread-safe; they call the watcher one at a time.
///
/// @param done records which objects are transformed; empty without `--resume`
public record Replay(
    RawListing listing, Transformer transformer, Optional<CheckpointFile> done, Watcher watcher) {

  /// Receives the outcome of each object. Workers call it one at a time.
  @FunctionalInterface
  public interface Watcher {
    /// Called when an object is processed.
    ///
    /// @param soFar the totals, including this object
    void done(String key, Outcome outcome, ReplayTotals soFar);
  }

  /// Transforms all objects of the listing that are not done yet.
  ///
  /// @param concurrency how many objects are transformed at a time
  /// @throws CommandException when the listing fails
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
        process(next.get(), totals);
        next = listing.next();
      }
    } catch (RuntimeException | Error failure) {
      // Stops the other workers, so that the error is reported now and not hours later.
      listing.stop();
      throw failure;
    }
  }

  private void process(RawObject object, ReplayTotals totals) {
    if (done.isPresent() && done.get().has(object)) {
      totals.addSkipped(object.key());
    } else {
      transform(object, totals);
    }
  }

  private void transform(RawObject object, ReplayTotals totals) {
    Outcome outcome = transformer.transform(object.key());
    if (outcome.isGood()) {
      done.ifPresent(file -> file.add(object));
    }
    totals.add(object.key(), outcome);
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
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }
}
