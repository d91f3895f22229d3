package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.SimulatedSpotify;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `playlist-lake simulate`: serves the simulated Spotify for other programs.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Serves a simulated Spotify (accounts and Web API) on 127.0.0.1 until it is interrupted.")
public final class SimulateCommand extends CliCommand {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8099",
      description = "Port to listen on; 0 selects a free port. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--app",
      paramLabel = "KIND",
      defaultValue = "NEW_DEVELOPMENT",
      description = "Kind of Spotify app: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private AppKind app = AppKind.NEW_DEVELOPMENT;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + SimulatedSpotifyConfig.DEFAULT_SEED,
      description =
          "Seed of the generated library. Another number generates another library. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--day",
      paramLabel = "YYYY-MM-DD",
      description = "Day whose playlists are served. Default: today in UTC.")
  private @Nullable LocalDate day;

  @Option(
      names = "--rotate",
      description = "Return a new refresh token for each refresh and invalidate the old one.")
  private boolean rotate;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireRange("--port", port, 0, 65_535);
    LocalDate served = day == null ? LocalDate.now(ZoneOffset.UTC) : day;
    SimulatedSpotifyConfig config = SimulatedSpotifyConfig.of(app, seed, served).withPort(port);
    try (SimulatedSpotify spotify = start(config)) {
      if (rotate) {
        spotify.rotateRefreshTokens();
      }
      print(spotify, served);
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private SimulatedSpotify start(SimulatedSpotifyConfig config) throws IOException {
    try {
      return SimulatedSpotify.start(config);
    } catch (BindException inUse) {
      throw new IOException("port " + port + " is in use. Choose another port with --port.", inUse);
    }
  }

  private void print(SimulatedSpotify spotify, LocalDate served) {
    PrintWriter out = out();
    out.printf("# Simulated Spotify (%s) on %s. Ctrl-C stops it.%n", app, served);
    out.println("# Settings of the extract:");
    out.printf("export SPOTIFY_API_URL=%s%n", spotify.url());
    out.printf("export SPOTIFY_ACCOUNTS_URL=%s%n", spotify.url());
    out.printf("export SPOTIFY_CLIENT_ID=%s%n", spotify.credentials().clientId());
    out.printf("export SPOTIFY_CLIENT_SECRET=%s%n", spotify.credentials().clientSecret());
    out.printf("export SPOTIFY_REFRESH_TOKEN=%s%n", spotify.credentials().refreshToken());
    out.printf("export SPOTIFY_AUTHORIZED_AT=%sT00:00:00Z%n", served);
    out.printf(
        "export PLAYLIST_IDS=%s%n",
        spotify.library().readable().stream().map(Playlist::id).collect(Collectors.joining(",")));
    for (Playlist playlist : spotify.library().readable()) {
      int entries = playlist.entriesOn(served).size();
      out.printf(
          "# %s  %5d %-7s  %s%n",
          playlist.id(),
          entries,
          Counts.noun(entries, "entry", "entries"),
          SafeText.sanitize(playlist.name()));
    }
    out.flush();
  }
}
