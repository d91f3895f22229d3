package dev.playlistlake.local.lake;

import dev.playlistlake.extract.ExtractReport;
import dev.playlistlake.extract.PlaylistReport;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.ShellWord;
import dev.playlistlake.local.cli.TextWidth;
import dev.playlistlake.local.login.CredentialOptions;
import dev.playlistlake.local.login.CredentialsLocation;
import dev.playlistlake.local.tables.ChangesText;
import dev.playlistlake.local.tables.SongChanges;
import dev.playlistlake.local.tables.StoredSnapshots;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `playlist-lake run`: writes today's snapshot of playlists into a lake in a folder.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Reads playlists from Spotify and writes today's (UTC) snapshot of each into a lake in a"
            + " folder. Runs the code of both functions. A second run on the same day replaces the"
            + " first.",
    footerHeading = "%n",
    footer = {
      "The tables of a snapshot are written as soon as it is stored. If an earlier run was stopped"
          + " before it wrote all tables, this run first writes the missing ones. A snapshot that"
          + " cannot be transformed causes a warning in every run until it is replaced or deleted,"
          + " and does not change the exit code.",
      "The exit code is 1 if a playlist of this run was not stored or has no tables.",
      "",
      "Examples:",
      "  playlist-lake run --playlist owned",
      "  playlist-lake run --playlist owned liked --lake ~/lake",
      "  playlist-lake run --playlist https://open.spotify.com/playlist/<id>"
    })
public final class RunCommand extends CliCommand {
  /// The width of a line that is not printed on a terminal.
  private static final int WIDTH = 200;

  private static final int SHORTEST_NAME = 20;
  private static final int LONGEST_NAME = 60;
  private static final int MOST_CHANGED = 20;

  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "PLAYLIST",
      description =
          "IDs, URLs or URIs of playlists, owned (all playlists that you own or collaborate on), or"
              + " liked (your saved songs). owned,-<id> leaves a playlist out. Default:"
              + " PLAYLIST_IDS in the environment.")
  private List<String> playlists = List.of();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description = "Folder of the lake: DIR/raw and DIR/processed. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--force",
      description = "Send requests even if Spotify's rate limit of an earlier run has not ended.")
  private boolean force;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print the logs of the functions.")
  private boolean verbose;

  @ArgGroup private @Nullable CredentialOptions credentials;

  private final CliEnvironment cli;

  /// Creates the command.
  public RunCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    String configured =
        PlaylistOptions.configured(playlists, cli, spec())
            .orElseThrow(
                () ->
                    usageError(
                        "no playlist is named. Set --playlist to IDs, URLs, owned or liked."));
    Optional<CredentialStore> store =
        CredentialOptions.place(credentials, cli).map(CredentialsLocation::store);
    Map<String, String> environment = new HashMap<>(cli.variables());
    environment.put("PLAYLIST_IDS", configured);
    try (LocalLake open =
        LocalLake.open(lake, verbose ? err()::print : _ -> {}, this::printStored)) {
      new CatchUp(lake, open, out(), err()).run();
      out().println("Reading " + SafeText.sanitize(configured) + " ...");
      out().flush();
      return summarize(open.runNow(environment, store, force, cli.clock()));
    }
  }

  private void printStored(String key) {
    out().println("stored " + key);
    out().flush();
  }

  private int summarize(LocalLake.Run run) throws IOException {
    ExtractReport extract = run.extract();
    out().println();
    extract.warnings().forEach(warning -> err().println("warning: " + warning));
    StoredSnapshots snapshots = new StoredSnapshots(lake.resolve(LakeLayout.PROCESSED));
    int idWidth =
        extract.playlists().stream().mapToInt(one -> one.playlist().length()).max().orElse(0);
    extract.playlists().forEach(playlist -> print(playlist, idWidth, snapshots));
    run.failures().forEach(failure -> printError(failure));
    boolean complete = extract.stored() == extract.playlists().size() && extract.stored() > 0;
    out()
        .printf(
            "%n%s: %d of %s stored, %s, %s%n",
            extract.snapshotDate(),
            extract.stored(),
            Counts.of(extract.playlists().size(), "playlist"),
            Counts.of(extract.entries(), "entry", "entries"),
            Counts.of(extract.requests(), "request"));
    if (extract.playlists().isEmpty()) {
      err().println("error: the Spotify user owns no playlist and collaborates on none");
    }
    boolean good = reconciles(run);
    if (extract.stored() > 0) {
      printChanges(extract, snapshots);
    }
    return good && complete ? 0 : 1;
  }

  private void printChanges(ExtractReport extract, StoredSnapshots snapshots) {
    List<SongChanges> changes =
        extract.playlists().stream()
            .map(playlist -> RawKey.parse(playlist.key()).flatMap(snapshots::changes))
            .flatMap(Optional::stream)
            .toList();
    out().println();
    new ChangesText(out(), width(), MOST_CHANGED).print(changes);
    String place = ShellWord.quoted(lake.toString());
    Path page = lake.resolve(LakeLayout.REPORT);
    out()
        .printf(
            "%s ./playlist-lake report --lake %s --open%n",
            Files.isRegularFile(page)
                ? "The page %s does not show this run yet. To update and open it:"
                    .formatted(SafeText.sanitize(page))
                : "To see everything on a page:",
            SafeText.sanitize(place));
  }

  private int width() {
    return cli.terminal().width().orElse(WIDTH);
  }

  private void print(PlaylistReport playlist, int idWidth, StoredSnapshots snapshots) {
    PlaylistId id = new PlaylistId(playlist.playlist());
    Optional<String> name = snapshots.name(id);
    if (playlist.status() == PlaylistReport.Status.STORED) {
      String facts =
          "%s  %,6d %-7s  %2d %-8s  %4.1f s  "
              .formatted(
                  TextWidth.padded(playlist.playlist(), idWidth),
                  playlist.entries(),
                  Counts.noun(playlist.entries(), "entry", "entries"),
                  playlist.requests(),
                  Counts.noun(playlist.requests(), "request", "requests"),
                  playlist.seconds());
      String remark = playlist.unsettled() ? "  (edited while it was read)" : "";
      int room = Math.max(SHORTEST_NAME, width() - facts.length() - remark.length());
      out().println((facts + TextWidth.cut(name.orElse(""), room) + remark).stripTrailing());
    } else {
      err()
          .printf(
              "error: %s%s %s: %s%n",
              playlist.playlist(),
              name.filter(_ -> !id.equals(PlaylistId.LIKED))
                  .map(known -> " (" + TextWidth.cut(known, LONGEST_NAME) + ")")
                  .orElse(""),
              playlist.status().text(),
              playlist.reason());
    }
  }

  /// Compares the functions' reports with the files that they wrote.
  private boolean reconciles(LocalLake.Run run) throws IOException {
    if (run.extract().stored() == 0) {
      return false;
    }
    RunTotals totals = new RunTotals();
    totals.add(run);
    Path processed = lake.resolve(LakeLayout.PROCESSED);
    Map<Table<?>, RunTotals.TableFiles> tables = totals.tables(processed);
    tables.forEach(
        (table, files) ->
            out()
                .printf(
                    "%-14s %,7d %-5s %,9d %s%n",
                    table.name(),
                    files.files(),
                    Counts.noun(files.files(), "file", "files"),
                    files.rows(),
                    Counts.noun(files.rows(), "row", "rows")));
    out().println(totals.reconciliation());
    out()
        .printf(
            "The lake is in %s, its tables in %s.%n",
            SafeText.sanitize(lake), SafeText.sanitize(processed));
    totals.inTrouble().print(out());
    if (totals.isAccountedFor(tables)) {
      return true;
    }
    err().println("error: the tables do not match the functions' reports");
    return false;
  }
}
