package dev.playlistlake.local.lake;

import dev.playlistlake.extract.ExtractReport;
import dev.playlistlake.extract.PlaylistReport;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.login.CredentialOptions;
import dev.playlistlake.local.login.CredentialsLocation;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Today's snapshot of real playlists into a lake on this machine.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Reads playlists from Spotify and writes today's (UTC) snapshot of each into a lake in a"
            + " folder, with the code of both functions. A second run of the day replaces the"
            + " first.",
    footerHeading = "%n",
    footer = {
      "The tables of a snapshot are made as soon as it is stored. Snapshots that an earlier run"
          + " left without tables, because it was stopped, get them first. One that can't be"
          + " transformed is a warning of every run until it is replaced or deleted, and doesn't"
          + " change the exit code.",
      "The exit code is 1 when a playlist of this run isn't stored or has no tables.",
      "",
      "Examples:",
      "  playlist-lake run --playlist owned",
      "  playlist-lake run --playlist owned liked --lake ~/lake",
      "  playlist-lake run --playlist https://open.spotify.com/playlist/<id>"
    })
public final class RunCommand extends CliCommand {
  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "WORD",
      description =
          "Ids, URLs or URIs of playlists, or the words owned (all that you own or collaborate on)"
              + " and liked (your saved songs). Default: PLAYLIST_IDS in the environment.")
  private List<String> playlists = List.of();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description = "Where the lake goes: DIR/raw and DIR/processed. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--force",
      description = "Ask Spotify even while an earlier run was told to wait.")
  private boolean force;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print what the functions log.")
  private boolean verbose;

  @ArgGroup private @Nullable CredentialOptions credentials;

  private final CliEnvironment cli;

  public RunCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    String words =
        PlaylistOptions.configured(playlists, cli)
            .orElseThrow(
                () ->
                    usageError(
                        "no playlist is named: say --playlist with ids, URLs, owned or liked"));
    Optional<CredentialStore> store =
        CredentialOptions.place(credentials, cli).map(CredentialsLocation::store);
    Map<String, String> environment = new HashMap<>(cli.variables());
    environment.put("PLAYLIST_IDS", words);
    try (LocalLake open =
        LocalLake.open(lake, verbose ? err()::print : _ -> {}, this::tellStored)) {
      new CatchUp(lake, open, out(), err()).run();
      out().println("Reading " + SafeText.sanitize(words) + " ...");
      out().flush();
      return summarize(open.runNow(environment, store, force, cli.clock()));
    }
  }

  private void tellStored(String key) {
    out().println("stored " + key);
    out().flush();
  }

  private int summarize(LocalLake.Run run) throws IOException {
    ExtractReport extract = run.extract();
    out().println();
    extract.warnings().forEach(warning -> err().println("warning: " + warning));
    extract.playlists().forEach(this::tell);
    run.failures().forEach(failure -> printError(failure));
    boolean complete = extract.stored() == extract.playlists().size() && extract.stored() > 0;
    out()
        .printf(
            "%n%s: %d of %d playlists stored, %,d entries, %d requests%n",
            extract.snapshotDate(),
            extract.stored(),
            extract.playlists().size(),
            extract.entries(),
            extract.requests());
    if (extract.playlists().isEmpty()) {
      err().println("error: the user owns no playlist and collaborates on none");
    }
    return reconciles(run) && complete ? 0 : 1;
  }

  private void tell(PlaylistReport playlist) {
    if (playlist.status() == PlaylistReport.Status.STORED) {
      out()
          .printf(
              "%s  %,6d entries  %2d requests  %4.1f s%s%n",
              playlist.playlist(),
              playlist.entries(),
              playlist.requests(),
              playlist.seconds(),
              playlist.unsettled() ? "  (edited while it was read)" : "");
    } else {
      err()
          .printf(
              "error: %s %s: %s%n",
              playlist.playlist(), playlist.status().text(), playlist.reason());
    }
  }

  /// Holds what the functions told against what lies in the files that they wrote.
  private boolean reconciles(LocalLake.Run run) throws IOException {
    if (run.extract().stored() == 0) {
      return false;
    }
    RunTotals totals = new RunTotals();
    totals.add(run);
    Path processed = lake.resolve(LocalS3.PROCESSED);
    Map<Table<?>, RunTotals.TableFiles> tables = totals.tables(processed);
    tables.forEach(
        (table, files) ->
            out()
                .printf("%-14s %,7d files %,9d rows%n", table.name(), files.files(), files.rows()));
    out().println(totals.reconciliation());
    out()
        .printf(
            "The lake is in %s, its tables in %s.%n",
            SafeText.sanitize(lake), SafeText.sanitize(processed));
    if (totals.isAccountedFor(tables)) {
      return true;
    }
    err().println("error: the tables don't hold what the functions told");
    return false;
  }
}
