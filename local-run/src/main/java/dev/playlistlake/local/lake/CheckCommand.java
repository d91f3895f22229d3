package dev.playlistlake.local.lake;

import dev.playlistlake.extract.ExtractCheck;
import dev.playlistlake.extract.ExtractCheck.PlaylistCheck;
import dev.playlistlake.extract.Extraction;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.TextWidth;
import dev.playlistlake.local.login.CredentialOptions;
import dev.playlistlake.local.login.CredentialsLocation;
import dev.playlistlake.local.login.LoginCommandAdvice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.s3.S3Client;

/// `playlist-lake check`: checks credentials and playlists without storing anything.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Checks the credentials and requests each playlist once from Spotify. Prints whether a run"
            + " could store it, or the error. Stores nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake check",
      "  playlist-lake check --playlist owned liked --secret-id playlist-lake/spotify"
    })
public final class CheckCommand extends CliCommand {
  /// The width of a line that is not printed on a terminal.
  private static final int WIDTH = 200;

  private static final int SHORTEST_NAME = 20;

  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "PLAYLIST",
      description =
          "IDs, URLs or URIs of playlists, owned, or liked. Default: PLAYLIST_IDS in the"
              + " environment, otherwise owned.")
  private List<String> playlists = List.of();

  @ArgGroup private @Nullable CredentialOptions credentials;

  private final CliEnvironment cli;

  /// Creates the command.
  public CheckCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Optional<CredentialsLocation> location = CredentialOptions.place(credentials, cli);
    ExtractCheck.Report report = extraction(location).check();
    report.warnings().forEach(warning -> err().println("warning: " + warning));
    if (report.error().isEmpty()) {
      printTokenLife(
          report,
          location.map(CredentialsLocation::loginCommand).orElse(LoginCommandAdvice.COMMAND));
    } else {
      err().println("error: no run is possible: " + report.error());
    }
    print(report.playlists());
    out().println(verdict(report));
    return report.isGood() && !report.playlists().isEmpty() ? 0 : 1;
  }

  private Extraction extraction(Optional<CredentialsLocation> location) {
    Map<String, String> environment = new HashMap<>(cli.variables());
    environment.put("RAW_BUCKET", LakeLayout.RAW);
    environment.put(
        "PLAYLIST_IDS", PlaylistOptions.configured(playlists, cli, spec()).orElse("owned"));
    S3Client unused = new UnusedS3Client();
    return location.isPresent()
        ? Extraction.of(environment, unused, Platform.system(cli.clock()), location.get().store())
        : Extraction.of(environment, unused, cli.clock(), new LoginCommandAdvice());
  }

  private void printTokenLife(ExtractCheck.Report report, String loginCommand) {
    Integer days = report.refreshTokenDaysLeft();
    out()
        .printf(
            "token: accepted, %s. To log in again: %s%n",
            days == null ? "days left unknown" : Counts.of(days, "day") + " left", loginCommand);
  }

  private void print(List<PlaylistCheck> checks) {
    int idWidth = checks.stream().mapToInt(check -> check.playlist().length()).max().orElse(0);
    int totalWidth = checks.stream().mapToInt(check -> total(check).length()).max().orElse(0);
    for (PlaylistCheck check : checks) {
      if (check.isGood()) {
        String facts =
            "good:  %s  %s %-7s  "
                .formatted(
                    TextWidth.padded(check.playlist(), idWidth),
                    " ".repeat(totalWidth - total(check).length()) + total(check),
                    total(check).equals("1") ? "entry" : "entries");
        int room = cli.terminal().width().orElse(WIDTH) - facts.length();
        out().println(facts + TextWidth.cut(check.name(), Math.max(SHORTEST_NAME, room)));
      } else {
        err().printf("error: %s: %s%n", check.playlist(), check.error());
      }
    }
  }

  private static String total(PlaylistCheck check) {
    return check.total().isEmpty() ? "?" : check.total();
  }

  private static String verdict(ExtractCheck.Report report) {
    long good = report.playlists().stream().filter(PlaylistCheck::isGood).count();
    return "A run would store %d of %s. This check sent %s."
        .formatted(
            good,
            Counts.of(report.playlists().size(), "playlist"),
            Counts.of(report.requests(), "request"));
  }

  /// A client for an extraction that stores nothing.
  private static final class UnusedS3Client implements S3Client {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
