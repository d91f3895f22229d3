package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Reads playlists at the same time, each on a thread of its own from its start to its end, so that
/// a run that is stopped has finished most of those that it began.
///
/// @param deadline when those that aren't finished are given up
record Workers(int concurrency, Deadline deadline) {

  /// The reports in the order of the playlists.
  ///
  /// @param givenUp tells of a playlist that isn't finished
  List<PlaylistReport> all(
      List<PlaylistId> playlists,
      Function<PlaylistId, PlaylistReport> read,
      Function<PlaylistId, PlaylistReport> givenUp) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            concurrency, Thread.ofVirtual().name("playlist-", 1).factory());
    try {
      List<Callable<PlaylistReport>> jobs = new ArrayList<>();
      playlists.forEach(playlist -> jobs.add(() -> read.apply(playlist)));
      List<Future<PlaylistReport>> ended =
          threads.invokeAll(jobs, Math.max(0, deadline.left().toMillis()), TimeUnit.MILLISECONDS);
      List<PlaylistReport> reports = new ArrayList<>();
      for (int i = 0; i < ended.size(); i++) {
        Future<PlaylistReport> one = ended.get(i);
        reports.add(
            switch (one.state()) {
              case SUCCESS -> one.resultNow();
              case FAILED -> throw unchecked(one.exceptionNow());
              case CANCELLED, RUNNING -> givenUp.apply(playlists.get(i));
            });
      }
      return reports;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ExtractException.passing("interrupted while reading playlists", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  /// Only an error gets here that came while another one was being told.
  private static Error unchecked(Throwable thrown) {
    return thrown instanceof Error error ? error : new AssertionError(thrown);
  }
}
