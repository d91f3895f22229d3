package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.Deadline;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run: each playlist is stored, skipped or failed, and the report says which. [Extraction]
/// makes one for each request and calls it from one thread; the run starts threads of its own.
final class ExtractRun {
  private final Wiring wiring;
  private final ExtractRequest request;
  private final Selection selection;
  private final Instant start;
  private final LocalDate date;
  private final RunContext context;
  private final Map<String, Effort> efforts = new ConcurrentHashMap<>();
  private final AtomicBoolean warnedOfUnknown = new AtomicBoolean();
  private final AtomicReference<@Nullable Error> error = new AtomicReference<>();

  /// What a playlist costs; other threads read it while the playlist's own one is busy.
  private record Effort(SpotifyClient spotify, long start) {}

  /// @throws ExtractException when the request is invalid
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
        blockMet().map(met -> before.filter(old -> old.until().isAfter(met.until())).orElse(met));
    after.ifPresent(this::storeBlock);
    if (after.isEmpty() && before.isPresent() && context.hasApiAnswered()) {
      storeBlock(new BlockedUntil(start, "lifted: Spotify answered a forced run"));
    }
    return report(playlists, after);
  }

  /// Throws the first [Error] that ended the work on a playlist, such as an [OutOfMemoryError]: the
  /// report, which would be lost otherwise, is made first.
  void throwError() {
    Error thrown = error.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private ExtractReport report(List<PlaylistReport> playlists, Optional<BlockedUntil> block) {
    return ExtractReport.of(
        date,
        context.otherRequests(),
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
    // Without a token no playlist is read, and the report of the first one says why.
    reports.addAll(
        context.end().reason().isPresent()
            ? playlists.stream().map(this::read).toList()
            : readConcurrently(List.copyOf(playlists)));
    return reports;
  }

  private PlaylistReport addOwned(Set<PlaylistId> playlists) {
    playlists.addAll(context.findOwned());
    return PlaylistReport.skipped(SpotifyList.OWNED, "");
  }

  /// Each playlist has one thread from its start to its end, so that a run that is stopped has
  /// finished most of the playlists that it began.
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

  /// [#attempt] handles everything but an error that comes while it handles another one.
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
          "stored at %s already, since this schedule's time".formatted(stored.get()));
    }
    PlaylistReader.Snapshot snapshot = context.reader(playlist, spotify).read();
    wiring.bucket().put(key, snapshot.envelope());
    return PlaylistReport.stored(playlist.value(), snapshot, key.toString());
  }

  /// A retry has the time of the first attempt; the next schedule has a later one.
  private Optional<Instant> storedSinceSchedule(RawKey key) {
    if (request.time().isEmpty() || request.force()) {
      return Optional.empty();
    }
    try {
      return wiring.bucket().storedAt(key).filter(request.time().get()::isBefore);
    } catch (ExtractException unknown) {
      if (warnedOfUnknown.compareAndSet(false, true)) {
        context.warn(
            "stored playlists are read again, because it is not known what is stored: "
                + unknown.getMessage());
      }
      return Optional.empty();
    }
  }

  /// Works on one playlist, unless the run has ended. An error is reported and not thrown.
  private PlaylistReport attempt(String playlist, Function<SpotifyClient, PlaylistReport> work) {
    Effort effort = new Effort(context.newClient(), nanos());
    efforts.put(playlist, effort);
    PlaylistReport report;
    try {
      context.end().requireRunning();
      report = work.apply(effort.spotify());
    } catch (ExtractException failure) {
      report = failed(playlist, failure);
    } catch (RuntimeException bug) {
      // The next playlist may succeed.
      report = failed(playlist, RunContext.unexpected(bug));
    } catch (Error thrown) {
      error.compareAndSet(null, thrown);
      report = failed(playlist, RunContext.unexpected(thrown));
    }
    return withCost(report, effort);
  }

  private PlaylistReport failed(String playlist, ExtractException failure) {
    if (context.end().wasCausedBy(failure) && !context.end().claimReport()) {
      return PlaylistReport.skipped(
          playlist, "the run ended at another playlist, for a reason that holds for this one too");
    }
    return PlaylistReport.failed(playlist, failure);
  }

  /// A playlist whose thread has not ended in time, or not begun.
  private PlaylistReport unfinished(PlaylistId playlist) {
    PlaylistReport report = PlaylistReport.failed(playlist.value(), Deadline.exceeded(null));
    Effort effort = efforts.get(playlist.value());
    return effort == null ? report : withCost(report, effort);
  }

  private PlaylistReport withCost(PlaylistReport report, Effort effort) {
    double seconds = Duration.ofNanos(nanos() - effort.start()).toMillis() / 1000.0;
    return report.withCost(effort.spotify().requests(), seconds);
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
      context.warn("it is not known whether Spotify blocks this app: " + unknown.getMessage());
      return Optional.empty();
    }
  }

  private boolean isPlausible(BlockedUntil block) {
    boolean plausible = block.isPlausible(start);
    if (!plausible) {
      context.warn(
          "%s in the raw bucket is ignored: it says %s, and no block by Spotify lasts for more than"
                  .formatted(BlockedUntil.KEY, block.until())
              + " %d hours. Delete it".formatted(RetryAfter.MAX.toHours()));
    }
    return plausible;
  }

  /// The block that ended this run.
  private Optional<BlockedUntil> blockMet() {
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
      context.warn("the next run will not know until when to wait: " + failure.getMessage());
    }
  }

  private List<PlaylistReport> skipAll(BlockedUntil block) {
    String reason =
        "Spotify accepts no requests before %s, as an earlier run found: none was sent (force sends"
                .formatted(block.until())
            + " them anyway)";
    Stream<String> owned = selection.owned() ? Stream.of(SpotifyList.OWNED) : Stream.empty();
    return Stream.concat(selection.named().stream().map(PlaylistId::value), owned)
        .map(playlist -> PlaylistReport.skipped(playlist, reason))
        .toList();
  }
}
