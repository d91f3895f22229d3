package dev.playlistlake.extract;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/// Every configured playlist from Spotify into the raw bucket: one run each time it is asked.
public final class Extraction {
  private final Settings settings;
  private final RawStore store;
  private final Outside outside;
  private final Patience patience;
  private final SpotifyHttp http;
  private final Authorization authorization;

  Extraction(Settings settings, RawStore store, Outside outside, Patience patience) {
    this.settings = settings;
    this.store = store;
    this.outside = outside;
    this.patience = patience;
    this.http = new SpotifyHttp(settings.endpoints(), patience, outside.clock());
    this.authorization = new Authorization(settings.credentials(), http, settings.endpoints());
  }

  /// The pipeline as it runs in the Lambda.
  ///
  /// @param environment the settings, as a Lambda gets them
  /// @param s3 the client of the raw bucket
  /// @throws ExtractException that names every setting that is missing or wrong
  public static Extraction of(Map<String, String> environment, S3Client s3, Clock clock) {
    Settings settings = Settings.of(environment);
    return new Extraction(
        settings, new S3RawStore(s3, settings.rawBucket()), Outside.real(clock), Patience.DEFAULT);
  }

  /// Reads and stores the playlists one after the other; a failure is reported and doesn't stop the
  /// others, unless they would fail in the same way.
  public ExtractReport run(RunRequest request) {
    Instant time = request.time().orElseGet(outside.clock()::instant);
    LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
    SpotifyRun spotify =
        new SpotifyRun(
            http,
            authorization,
            new Attempts(outside, patience.backoff(), new WaitBudget(patience.waits())));
    List<PlaylistReport> reports = new ArrayList<>();
    boolean ended = false;
    for (PlaylistId playlist : settings.playlists()) {
      Outcome outcome =
          ended ? Outcome.skipped(playlist) : extract(spotify, new RawKey(date, playlist));
      reports.add(outcome.report());
      ended = outcome.endsRun();
    }
    return ExtractReport.of(date, reports);
  }

  private record Outcome(PlaylistReport report, boolean endsRun) {
    static Outcome skipped(PlaylistId playlist) {
      return new Outcome(PlaylistReport.skipped(playlist), true);
    }
  }

  private Outcome extract(SpotifyRun spotify, RawKey key) {
    Instant start = outside.clock().instant();
    Tally tally = new Tally();
    try {
      Snapshot snapshot = reader(spotify, key.playlist(), tally).read();
      store.put(key, snapshot.envelope());
      return new Outcome(
          new PlaylistReport(
              key.playlist().value(),
              Status.STORED,
              "",
              tally.requests(),
              snapshot.entries(),
              secondsSince(start),
              key.toString()),
          false);
    } catch (ExtractException failure) {
      return new Outcome(failed(key, failure, tally, start), failure.endsRun());
    } catch (RuntimeException bug) {
      // The next playlist may well pass, and the failed invocation makes somebody look.
      ExtractException failure = ExtractException.passing(words(bug), bug);
      return new Outcome(failed(key, failure, tally, start), false);
    }
  }

  private PlaylistReader reader(SpotifyRun spotify, PlaylistId playlist, Tally tally) {
    return new PlaylistReader(
        spotify,
        settings.endpoints(),
        new PlaylistRefusals(authorization.isOfUser()),
        outside.clock(),
        playlist,
        tally);
  }

  private PlaylistReport failed(RawKey key, ExtractException failure, Tally tally, Instant start) {
    return new PlaylistReport(
        key.playlist().value(),
        failure.retryMayCure() ? Status.FAILED_RETRYABLE : Status.FAILED_FINAL,
        failure.getMessage() + "",
        tally.requests(),
        0,
        secondsSince(start),
        "");
  }

  private static String words(RuntimeException bug) {
    return "unexpected %s: %s (%s)"
        .formatted(
            bug.getClass().getSimpleName(),
            Redaction.of(bug.getMessage() + ""),
            bug.getStackTrace().length == 0 ? "" : bug.getStackTrace()[0]);
  }

  private double secondsSince(Instant start) {
    return Duration.between(start, outside.clock().instant()).toMillis() / 1000.0;
  }
}
