package dev.playlistlake.local;

import dev.playlistlake.extract.PlaylistReport;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.lake.CatchUp;
import dev.playlistlake.local.lake.LocalLake;
import dev.playlistlake.local.lake.LocalS3;
import dev.playlistlake.local.lake.RunTotals;
import dev.playlistlake.local.report.ReportFile;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Table;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.Playlist;
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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The whole pipeline on a simulated Spotify, day by day.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole pipeline on this machine: a simulated Spotify, both functions, and S3 over a"
          + " folder. Needs no AWS, no Docker and no Spotify account."
    })
final class DemoCommand extends CliCommand {
  // The hour of the default schedule, and a moment later for the clock.
  private static final LocalTime SCHEDULE = LocalTime.of(6, 0);
  private static final Duration START = Duration.ofSeconds(3);

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description = "Where the lake goes: DIR/raw and DIR/processed. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "14",
      description = "How many days, the last of them today in UTC. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--app",
      paramLabel = "KIND",
      defaultValue = "NEW_DEVELOPMENT",
      description =
          "Which kind of Spotify app: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private AppKind app = AppKind.NEW_DEVELOPMENT;

  @Option(
      names = "--no-report",
      description = "Leave out the page of charts that the demo ends with.")
  private boolean noReport;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print what the functions log.")
  private boolean verbose;

  private final EngineLauncher engines;
  private final RunTotals totals = new RunTotals();

  /// @param engines checks that the report can be made, before the demo takes its time
  DemoCommand(EngineLauncher engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException {
    if (days < 1 || days > 3660) {
      throw usageError("--days is " + days + ", expected 1 to 3660");
    }
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
      out().printf("Simulated Spotify (%s) at %s, %d days%n", app, spotify.url(), days);
      for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
        run(open, spotify, day);
      }
    }
    return summarize((System.nanoTime() - start) / 1e9);
  }

  private void run(LocalLake open, SimulatedSpotify spotify, LocalDate day) {
    long start = System.nanoTime();
    spotify.setDay(day);
    Instant schedule = day.atTime(SCHEDULE).toInstant(ZoneOffset.UTC);
    Clock clock = Clock.fixed(schedule.plus(START), ZoneOffset.UTC);
    LocalLake.Run run = open.run(settings(spotify, day), schedule, clock);
    totals.add(run);
    long songs = run.transforms().stream().mapToLong(TransformReport::songs).sum();
    out()
        .printf(
            "%s  %2d playlists  %,6d entries  %,6d songs  %4.1f s%n",
            day,
            run.extract().stored(),
            run.extract().entries(),
            songs,
            (System.nanoTime() - start) / 1e9);
    out().flush();
    run.extract().playlists().stream()
        .filter(playlist -> playlist.status() != PlaylistReport.Status.STORED)
        .forEach(failed -> tellFailure(failed.playlist() + ": " + failed.reason()));
    run.failures().forEach(this::tellFailure);
  }

  private void tellFailure(String failure) {
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
        // Nobody has to be spared.
        "SPOTIFY_REQUESTS_PER_SECOND", "0");
  }

  private int summarize(double seconds) throws IOException {
    out().printf("%n%-14s %7s %9s%n", "table", "files", "rows");
    Path processed = lake.resolve(LocalS3.PROCESSED);
    Map<Table<?>, RunTotals.TableFiles> tables = totals.tables(processed);
    tables.forEach(
        (table, files) ->
            out().printf("%-14s %,7d %,9d%n", table.name(), files.files(), files.rows()));
    out().printf("%n%s%n", totals.reconciliation());
    out()
        .printf(
            "The lake is in %s, its tables in %s. %.1f s%n",
            SafeText.sanitize(lake), SafeText.sanitize(processed), seconds);
    if (totals.reconciles(tables)) {
      return noReport ? 0 : report();
    }
    err().println("error: the tables don't hold what the functions told");
    return 1;
  }

  private int report() {
    out().flush();
    CommandLine report =
        Objects.requireNonNull(spec().root().commandLine().getSubcommands().get("report"));
    return report.execute("--lake", lake.toString());
  }
}
