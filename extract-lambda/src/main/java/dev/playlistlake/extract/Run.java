package dev.playlistlake.extract;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// One run: each playlist asked for is stored, skipped or failed, and the report tells which.
final class Run {
  private final Extraction.Parts parts;
  private final RunRequest request;
  private final Selection selection;
  private final LocalDate date;
  private final Session session;
  private final Workers workers;
  private final Instant start;
  private final AtomicBoolean unknownTold = new AtomicBoolean();

  /// @throws ExtractException when what was asked for makes no sense
  Run(Extraction.Parts parts, RunRequest request, Duration time, Consumer<String> log) {
    this.parts = parts;
    this.request = request;
    this.selection = request.selection(parts.settings().selection());
    this.start = parts.outside().clock().instant();
    this.date = LocalDate.ofInstant(request.timeOr(start), ZoneOffset.UTC);
    this.session = new Session(parts, time, log);
    this.workers = new Workers(parts.settings().pacing().concurrency(), session.deadline());
  }

  ExtractReport report() {
    session.load();
    Optional<NotBefore> block = block();
    if (block.isPresent() && !request.force()) {
      return report(wait(block.get()), block);
    }
    List<PlaylistReport> playlists = read();
    Optional<NotBefore> met =
        session
            .end()
            .flatMap(
                end -> end.notBefore().map(until -> new NotBefore(until, end.getMessage() + "")))
            .map(now -> block.filter(before -> before.until().isAfter(now.until())).orElse(now));
    met.ifPresent(this::keep);
    if (met.isEmpty() && block.isPresent() && session.spotify().hasAnswered()) {
      keep(new NotBefore(start, "lifted: a forced run was answered"));
    }
    return report(playlists, met);
  }

  /// The first error of the machine that the report tells of.
  Optional<Error> broken() {
    return session.broken();
  }

  private List<PlaylistReport> read() {
    session.authorize();
    List<PlaylistReport> reports = new ArrayList<>();
    Set<PlaylistId> playlists = new LinkedHashSet<>(selection.named());
    if (selection.owned()) {
      PlaylistReport found = session.attempt(Selection.OWNED, _ -> addOwned(playlists));
      Stream.of(found).filter(report -> !report.reason().isEmpty()).forEach(reports::add);
    }
    Function<PlaylistId, PlaylistReport> read =
        playlist -> session.attempt(playlist.value(), tally -> extract(playlist, tally));
    // Without a token nothing is read, and the first playlist of all tells why.
    reports.addAll(
        session.end().isPresent()
            ? playlists.stream().map(read).toList()
            : workers.all(
                List.copyOf(playlists), read, playlist -> session.givenUp(playlist.value())));
    return reports;
  }

  private PlaylistReport addOwned(Set<PlaylistId> playlists) {
    playlists.addAll(
        new OwnedPlaylists(session.spotify(), session.refusals(), session.tally(), session::warn)
            .find());
    return PlaylistReport.skipped(Selection.OWNED, "", 0, 0);
  }

  private PlaylistReport extract(PlaylistId playlist, Tally tally) {
    RawKey key = new RawKey(date, playlist);
    Optional<Instant> stored = storedSinceSchedule(key);
    if (stored.isPresent()) {
      return PlaylistReport.skipped(
          playlist.value(),
          "stored at %s already, since this schedule's time".formatted(stored.get()),
          0,
          0);
    }
    Snapshot snapshot =
        new PlaylistReader(
                session.spotify(), session.refusals(), parts.outside().clock(), playlist, tally)
            .read();
    parts.store().put(key, snapshot.envelope());
    return PlaylistReport.stored(playlist.value(), snapshot, key.toString());
  }

  /// A retry has the time of the first attempt; the next schedule has a later one.
  private Optional<Instant> storedSinceSchedule(RawKey key) {
    if (request.time().isEmpty() || request.force()) {
      return Optional.empty();
    }
    try {
      return parts.store().storedAt(key).filter(request.time().get()::isBefore);
    } catch (ExtractException unknown) {
      if (unknownTold.compareAndSet(false, true)) {
        session.warn(
            "what is stored already is read again, as nobody can tell: " + unknown.getMessage());
      }
      return Optional.empty();
    }
  }

  private Optional<NotBefore> block() {
    try {
      return parts
          .store()
          .state(NotBefore.KEY)
          .flatMap(NotBefore::of)
          .filter(block -> !block.isOver(start))
          .filter(this::isBelieved);
    } catch (ExtractException unknown) {
      session.warn("whether Spotify blocks this app is not known: " + unknown.getMessage());
      return Optional.empty();
    }
  }

  private boolean isBelieved(NotBefore block) {
    boolean believed = block.isBelievable(start);
    if (!believed) {
      session.warn(
          "%s in the raw bucket is ignored: it says %s, and no block by Spotify lasts for more than"
                  .formatted(NotBefore.KEY, block.until())
              + " %d hours. Delete it".formatted(RetryAfter.LONGEST.toHours()));
    }
    return believed;
  }

  private void keep(NotBefore block) {
    try {
      parts.store().putState(NotBefore.KEY, block.json());
    } catch (ExtractException failure) {
      session.warn("the next run will not know until when to wait: " + failure.getMessage());
    }
  }

  private List<PlaylistReport> wait(NotBefore block) {
    String reason =
        "Spotify takes no requests before %s, as an earlier run was told: none was sent (force"
                .formatted(block.until())
            + " sends them all the same)";
    Stream<String> owned = selection.owned() ? Stream.of(Selection.OWNED) : Stream.empty();
    return Stream.concat(selection.named().stream().map(PlaylistId::value), owned)
        .map(playlist -> PlaylistReport.skipped(playlist, reason, 0, 0))
        .toList();
  }

  private ExtractReport report(List<PlaylistReport> playlists, Optional<NotBefore> block) {
    return new ExtractReport(
        date.toString(),
        count(playlists, Status.STORED),
        count(playlists, Status.SKIPPED),
        count(playlists, Status.FAILED_RETRYABLE),
        count(playlists, Status.FAILED_FINAL),
        session.tally().requests() + playlists.stream().mapToInt(PlaylistReport::requests).sum(),
        playlists.stream().mapToInt(PlaylistReport::entries).sum(),
        block.isPresent() ? 1 : 0,
        session.refreshTokenDaysLeft().orElse(null),
        block.map(NotBefore::until).map(Instant::toString).orElse(null),
        session.warnings(),
        playlists);
  }

  private static int count(List<PlaylistReport> playlists, Status status) {
    return (int) playlists.stream().filter(playlist -> playlist.is(status)).count();
  }
}
