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
  List<PlaylistReport> all(List<PlaylistId> playlists, Function<PlaylistId, PlaylistReport> read) {
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
        reports.add(report(playlists.get(i), ended.get(i)));
      }
      return reports;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ExtractException.passing("interrupted while reading playlists", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  private static PlaylistReport report(PlaylistId playlist, Future<PlaylistReport> ended) {
    return switch (ended.state()) {
      case SUCCESS -> ended.resultNow();
      case FAILED -> throw unchecked(ended.exceptionNow());
      case CANCELLED, RUNNING ->
          PlaylistReport.failed(
              playlist.value(),
              ExtractException.passing(
                  "the time that this run was given is over: a retry goes on with what is missing",
                  null),
              0,
              0);
    };
  }

  /// Only errors get here: of the virtual machine, or of a library that is broken.
  private static Error unchecked(Throwable thrown) {
    return thrown instanceof Error error ? error : new AssertionError(thrown);
  }
}
