package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.Deadline;
import dev.playlistlake.extract.spotify.ErrorAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.RetryAfter;
import dev.playlistlake.extract.spotify.SpotifyClient;
import dev.playlistlake.extract.spotify.SpotifyList;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run: reads the playlists in parallel threads and reports each as stored, skipped or failed.
/// [Extraction] creates one for each request and calls it from one thread. The run starts one
/// virtual thread for each playlist that it reads at the same time; they share [#context],
/// [#attempts], [#onlyFollowed], [#warnedOfUnknown] and [#error], which are thread-safe.
final class ExtractRun {
  private final Wiring wiring;
  private final ExtractRequest request;
  private final Selection selection;
  private final Instant start;
  private final LocalDate date;
  private final RunContext context;
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
  private final Set<String> onlyFollowed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean warnedOfUnknown = new AtomicBoolean();
  private final AtomicReference<@Nullable Error> error = new AtomicReference<>();

  /// The client and the start time of one playlist, for its number of requests and its duration.
  /// The calling thread reads them while the playlist's thread still runs.
  private record Attempt(SpotifyClient spotify, long start) {}

  /// @param time that the run may take
  /// @param log receives a line for each request to Spotify, if the log level is `DEBUG`
  /// @throws ExtractException if the request is invalid
  ExtractRun(Wiring wiring, ExtractRequest request, Duration time, Consumer<String> log) {
    this.wiring = wiring;
    this.request = request;
    this.selection = request.selection(wiring.settings().selection());
    this.start = wiring.platform().clock().instant();
    this.date = LocalDate.ofInstant(request.timeOr(start), ZoneOffset.UTC);
    this.context = new RunContext(wiring, time, log);
  }

  ExtractReport report() {
    context.load();
    Optional<BlockedUntil> before = readBlock();
    if (before.isPresent() && !request.force()) {
      return report(skipAll(before.get()), before);
    }
    context.authorize();
    List<PlaylistReport> playlists = readAll();
    Optional<BlockedUntil> after =
        blockOfThisRun()
            .map(found -> before.filter(old -> old.until().isAfter(found.until())).orElse(found));
    after.ifPresent(this::storeBlock);
    if (after.isEmpty() && before.isPresent() && context.hasApiResponded()) {
      storeBlock(new BlockedUntil(start, "lifted: Spotify accepted a request of a forced run"));
    }
    return report(playlists, after);
  }

  /// Throws the first [Error] of a playlist, such as an [OutOfMemoryError]. Callers log the report
  /// before they call this method, because the error would otherwise hide it.
  void throwError() {
    Error thrown = error.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  /// The report does not list playlists that the user only follows, but counts their requests.
  private ExtractReport report(List<PlaylistReport> all, Optional<BlockedUntil> block) {
    Map<Boolean, List<PlaylistReport>> split =
        all.stream()
            .collect(Collectors.partitioningBy(one -> onlyFollowed.contains(one.playlist())));
    List<PlaylistReport> playlists = split.getOrDefault(false, List.of());
    int otherRequests =
        split.getOrDefault(true, List.of()).stream().mapToInt(PlaylistReport::requests).sum();
    return ExtractReport.of(
        date,
        context.otherRequests() + otherRequests,
        block,
        context.refreshTokenDaysLeft(),
        context.warnings(),
        playlists);
  }

  private List<PlaylistReport> readAll() {
    List<PlaylistReport> reports = new ArrayList<>();
    Set<PlaylistId> playlists = new LinkedHashSet<>(selection.named());
    if (selection.owned()) {
      PlaylistReport found = attempt(SpotifyList.OWNED, _ -> addOwned(playlists));
      Stream.of(found).filter(report -> !report.reason().isEmpty()).forEach(reports::add);
    }
    // Without an access token no playlist is read. The report of the first playlist contains the
    // reason.
    reports.addAll(
        context.end().reason().isPresent()
            ? playlists.stream().map(this::read).toList()
            : readConcurrently(List.copyOf(playlists)));
    return reports;
  }

  private PlaylistReport addOwned(Set<PlaylistId> playlists) {
    playlists.addAll(context.findOwned(selection));
    return PlaylistReport.skipped(SpotifyList.OWNED, "");
  }

  /// Reads each playlist from start to end in one thread. When the run is stopped, most of the
  /// playlists that it started are complete.
  private List<PlaylistReport> readConcurrently(List<PlaylistId> playlists) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            wiring.settings().rateLimit().concurrency(),
            Thread.ofVirtual().name("playlist-", 1).factory());
    try {
      List<Callable<PlaylistReport>> jobs = new ArrayList<>();
      playlists.forEach(playlist -> jobs.add(() -> read(playlist)));
      long millis = Math.max(0, context.deadline().left().toMillis());
      List<Future<PlaylistReport>> ended = threads.invokeAll(jobs, millis, TimeUnit.MILLISECONDS);
      List<PlaylistReport> reports = new ArrayList<>();
      for (int i = 0; i < ended.size(); i++) {
        Future<PlaylistReport> one = ended.get(i);
        reports.add(
            switch (one.state()) {
              case SUCCESS -> one.resultNow();
              case FAILED -> throw unhandled(one.exceptionNow());
              case CANCELLED, RUNNING -> unfinished(playlists.get(i));
            });
      }
      return reports;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ExtractException.retryable("interrupted while reading playlists", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  /// [#attempt] handles every exception. Only an error inside its own handlers arrives here.
  private static Error unhandled(Throwable thrown) {
    return thrown instanceof Error error ? error : new AssertionError(thrown);
  }

  private PlaylistReport read(PlaylistId playlist) {
    return attempt(playlist.value(), spotify -> readAndStore(playlist, spotify));
  }

  private PlaylistReport readAndStore(PlaylistId playlist, SpotifyClient spotify) {
    RawKey key = new RawKey(date, playlist);
    Optional<Instant> stored = storedSinceSchedule(key);
    if (stored.isPresent()) {
      return PlaylistReport.skipped(
          playlist.value(),
          "already stored at %s by an earlier attempt of this scheduled run"
              .formatted(stored.get()));
    }
    PlaylistReader.Snapshot snapshot;
    try {
      snapshot = context.reader(playlist, spotify).read();
    } catch (ExtractException failure) {
      if (!context.isOnlyFollowed(playlist, selection, failure)) {
        throw failure;
      }
      context.warn(ErrorAdvice.onlyFollowed(playlist));
      onlyFollowed.add(playlist.value());
      return PlaylistReport.skipped(playlist.value(), "");
    }
    wiring.bucket().put(key, snapshot.envelope());
    return PlaylistReport.stored(playlist.value(), snapshot, key.toString());
  }

  /// Returns when the snapshot was stored, if that was after the time of the schedule: then an
  /// earlier attempt of this run stored it. Only the next schedule has a later time.
  private Optional<Instant> storedSinceSchedule(RawKey key) {
    if (request.time().isEmpty() || request.force()) {
      return Optional.empty();
    }
    try {
      return wiring.bucket().storedAt(key).filter(request.time().get()::isBefore);
    } catch (ExtractException unknown) {
      if (warnedOfUnknown.compareAndSet(false, true)) {
        context.warn(
            "it is unknown which playlists are already stored (%s), so they are read again"
                .formatted(unknown.getMessage()));
      }
      return Optional.empty();
    }
  }

  /// Runs a task for one playlist, unless the run has ended. Reports every error instead of
  /// throwing it.
  private PlaylistReport attempt(String playlist, Function<SpotifyClient, PlaylistReport> task) {
    Attempt attempt = new Attempt(context.newClient(), nanos());
    attempts.put(playlist, attempt);
    PlaylistReport report;
    try {
      context.end().requireRunning();
      report = task.apply(attempt.spotify());
    } catch (ExtractException failure) {
      report = failed(playlist, failure);
    } catch (RuntimeException bug) {
      // The next playlist may succeed.
      report = failed(playlist, RunContext.unexpected(bug));
    } catch (Error thrown) {
      error.compareAndSet(null, thrown);
      report = failed(playlist, RunContext.unexpected(thrown));
    }
    return withCost(report, attempt);
  }

  private PlaylistReport failed(String playlist, ExtractException failure) {
    if (context.end().wasCausedBy(failure) && !context.end().claimReport()) {
      return PlaylistReport.skipped(
          playlist, "the run ended because of the error that is reported for another playlist");
    }
    return PlaylistReport.failed(playlist, failure);
  }

  /// Reports a playlist whose thread did not finish in time or did not start.
  private PlaylistReport unfinished(PlaylistId playlist) {
    PlaylistReport report = PlaylistReport.failed(playlist.value(), Deadline.exceeded(null));
    Attempt attempt = attempts.get(playlist.value());
    return attempt == null ? report : withCost(report, attempt);
  }

  private PlaylistReport withCost(PlaylistReport report, Attempt attempt) {
    double seconds = Duration.ofNanos(nanos() - attempt.start()).toMillis() / 1000.0;
    return report.withCost(attempt.spotify().requests(), seconds);
  }

  private long nanos() {
    return wiring.platform().nanos().getAsLong();
  }

  private Optional<BlockedUntil> readBlock() {
    try {
      return wiring
          .bucket()
          .state(BlockedUntil.KEY)
          .flatMap(BlockedUntil::parse)
          .filter(block -> !block.isOver(start))
          .filter(this::isPlausible);
    } catch (ExtractException unknown) {
      context.warn(
          "it is unknown whether Spotify blocks this app (%s)".formatted(unknown.getMessage()));
      return Optional.empty();
    }
  }

  private boolean isPlausible(BlockedUntil block) {
    boolean plausible = block.isPlausible(start);
    if (!plausible) {
      context.warn(
          "%s in the raw bucket is ignored because its time %s is more than %d hours from now. Delete"
                  .formatted(BlockedUntil.KEY, block.until(), RetryAfter.MAX.toHours())
              + " this object.");
    }
    return plausible;
  }

  /// Returns the block by Spotify that ended this run, if there was one.
  private Optional<BlockedUntil> blockOfThisRun() {
    return context
        .end()
        .reason()
        .flatMap(
            reason ->
                reason
                    .notBefore()
                    .map(until -> new BlockedUntil(until, String.valueOf(reason.getMessage()))));
  }

  private void storeBlock(BlockedUntil block) {
    try {
      wiring.bucket().putState(BlockedUntil.KEY, block.json());
    } catch (ExtractException failure) {
      context.warn(
          "the next run will not know how long Spotify blocks this app (%s)"
              .formatted(failure.getMessage()));
    }
  }

  private List<PlaylistReport> skipAll(BlockedUntil block) {
    String reason =
        "an earlier run found that Spotify is rate-limiting this app until %s. No request was sent."
                .formatted(block.until())
            + " Set force to send requests anyway.";
    Stream<String> owned = selection.owned() ? Stream.of(SpotifyList.OWNED) : Stream.empty();
    return Stream.concat(selection.named().stream().map(PlaylistId::value), owned)
        .map(playlist -> PlaylistReport.skipped(playlist, reason))
        .toList();
  }
}
