package dev.playlistlake.local;

import dev.playlistlake.extract.PlaylistReport;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.lake.CatchUp;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LocalLake;
import dev.playlistlake.local.lake.RunTotals;
import dev.playlistlake.local.report.ReportFile;
import dev.playlistlake.local.tables.ChangesText;
import dev.playlistlake.local.tables.SongChanges;
import dev.playlistlake.local.tables.StoredSnapshots;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Table;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.Quirk;
import dev.playlistlake.simulator.SimulatedSpotify;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import dev.playlistlake.transform.TransformReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `playlist-lake demo`: runs the whole pipeline on a simulated Spotify, one run per day.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole pipeline on this machine: a simulated Spotify, both functions, and S3 in a"
          + " folder. Needs no AWS account, no Docker and no Spotify account."
    })
final class DemoCommand extends CliCommand {
  // The hour of the default schedule, and the delay until the function starts.
  private static final LocalTime SCHEDULE = LocalTime.of(6, 0);
  private static final Duration START = Duration.ofSeconds(3);

  /// The longest line with names, and how many changed playlists are printed.
  private static final int WIDTH = 100;

  private static final int MOST_CHANGED = 3;

  /// A small playlist of which Spotify relinks songs.
  private static final String RELINKED = "Rediscoveries, Weekly";

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description = "Folder of the lake: DIR/raw and DIR/processed. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "14",
      description =
          "Number of days to simulate. The last one is today in UTC. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--app",
      paramLabel = "KIND",
      defaultValue = "NEW_DEVELOPMENT",
      description = "Kind of Spotify app: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private AppKind app = AppKind.NEW_DEVELOPMENT;

  @Option(names = "--no-report", description = "Do not create the page of charts at the end.")
  private boolean noReport;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print the logs of the functions.")
  private boolean verbose;

  private final EngineLauncher engines;
  private final RunTotals totals = new RunTotals();

  /// @param engines checks before the run that the report can be created
  DemoCommand(EngineLauncher engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException {
    requireRange("--days", days, 1, 3660);
    if (!noReport) {
      ReportFile.in(lake).require("leave the page out with --no-report");
      engines.require();
    }
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate first = today.minusDays(days - 1L);
    long start = System.nanoTime();
    try (SimulatedSpotify spotify =
            SimulatedSpotify.start(
                SimulatedSpotifyConfig.of(app, SimulatedSpotifyConfig.DEFAULT_SEED, first));
        LocalLake open = LocalLake.open(lake, verbose ? err()::print : _ -> {})) {
      new CatchUp(lake, open, out(), err()).run();
      out()
          .printf("Simulated Spotify (%s) at %s, %s%n", app, spotify.url(), Counts.of(days, "day"));
      for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
        run(open, spotify, day);
      }
    }
    return summarize((System.nanoTime() - start) / 1e9, today);
  }

  private void run(LocalLake open, SimulatedSpotify spotify, LocalDate day) {
    long start = System.nanoTime();
    spotify.setDay(day);
    // Spotify plays another track in the place of some songs on some days. Only an Extended Quota
    // app receives linked_from, which shows it:
    // https://developer.spotify.com/documentation/web-api/concepts/track-relinking
    spotify.setQuirk(
        spotify.library().named(RELINKED), day.toEpochDay() % 2 == 0 ? Quirk.NONE : Quirk.RELINKS);
    Instant schedule = day.atTime(SCHEDULE).toInstant(ZoneOffset.UTC);
    Clock clock = Clock.fixed(schedule.plus(START), ZoneOffset.UTC);
    LocalLake.Run run = open.run(settings(spotify, day), schedule, clock);
    totals.add(run);
    int playlists = run.extract().stored();
    long entries = run.extract().entries();
    long songs = run.transforms().stream().mapToLong(TransformReport::songs).sum();
    out()
        .printf(
            "%s  %2d %-9s  %,6d %-7s  %,6d %-5s  %4.1f s%n",
            day,
            playlists,
            Counts.noun(playlists, "playlist", "playlists"),
            entries,
            Counts.noun(entries, "entry", "entries"),
            songs,
            Counts.noun(songs, "song", "songs"),
            (System.nanoTime() - start) / 1e9);
    out().flush();
    run.extract().playlists().stream()
        .filter(playlist -> playlist.status() != PlaylistReport.Status.STORED)
        .forEach(failed -> printFailure(failed.playlist() + ": " + failed.reason()));
    run.failures().forEach(this::printFailure);
  }

  private void printFailure(String failure) {
    err().println("error: " + failure);
  }

  private static Map<String, String> settings(SimulatedSpotify spotify, LocalDate loggedIn) {
    String playlists =
        spotify.library().readable().stream().map(Playlist::id).collect(Collectors.joining(","));
    return Map.of(
        "PLAYLIST_IDS", playlists,
        "SPOTIFY_CLIENT_ID", spotify.credentials().clientId(),
        "SPOTIFY_CLIENT_SECRET", spotify.credentials().clientSecret(),
        "SPOTIFY_REFRESH_TOKEN", spotify.credentials().refreshToken(),
        "SPOTIFY_AUTHORIZED_AT", loggedIn + "T00:00:00Z",
        "SPOTIFY_API_URL", spotify.url().toString(),
        "SPOTIFY_ACCOUNTS_URL", spotify.url().toString(),
        // The simulated Spotify needs no rate limit.
        "SPOTIFY_REQUESTS_PER_SECOND", "0");
  }

  private int summarize(double seconds, LocalDate today) throws IOException {
    out().printf("%n%-14s %7s %9s%n", "table", "files", "rows");
    Path processed = lake.resolve(LakeLayout.PROCESSED);
    Map<Table<?>, RunTotals.TableFiles> tables = totals.tables(processed);
    tables.forEach(
        (table, files) ->
            out().printf("%-14s %,7d %,9d%n", table.name(), files.files(), files.rows()));
    out().printf("%n%s%n", totals.reconciliation());
    out()
        .printf(
            "The lake is in %s, its tables in %s. %.1f s%n",
            SafeText.sanitize(lake), SafeText.sanitize(processed), seconds);
    totals.inTrouble().print(out());
    printChanges(processed, today);
    if (totals.reconciles(tables)) {
      return noReport ? 0 : report();
    }
    err().println("error: the tables do not match the functions' reports");
    return 1;
  }

  /// Prints what changed on the last day, as a run does.
  private void printChanges(Path processed, LocalDate today) throws IOException {
    StoredSnapshots snapshots = new StoredSnapshots(processed);
    List<SongChanges> changes =
        totals.snapshots().stream()
            .filter(snapshot -> snapshot.date().equals(today))
            .flatMap(snapshot -> snapshots.changes(snapshot).stream())
            .toList();
    out().println();
    new ChangesText(out(), WIDTH, MOST_CHANGED).print(changes);
    out().println();
  }

  private int report() {
    out().flush();
    CommandLine report =
        Objects.requireNonNull(spec().root().commandLine().getSubcommands().get("report"));
    return report.execute("--lake", lake.toString());
  }
}
