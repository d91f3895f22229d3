package dev.playlistlake.local.lake;

import dev.playlistlake.extract.ExtractCheck;
import dev.playlistlake.extract.ExtractCheck.PlaylistCheck;
import dev.playlistlake.extract.Extraction;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.login.CredentialOptions;
import dev.playlistlake.local.login.CredentialsLocation;
import dev.playlistlake.local.login.LoginCommandAdvice;
import dev.playlistlake.model.SafeText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.s3.S3Client;

/// What a run would meet, before it is scheduled.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Tries the credentials and asks Spotify once for each playlist; stores nothing. Says what a"
            + " run would do with each, and why not.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake check",
      "  playlist-lake check --playlist owned liked --secret-id playlist-lake/spotify"
    })
public final class CheckCommand extends CliCommand {
  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "WORD",
      description =
          "Ids, URLs or URIs of playlists, or the words owned and liked. Default: PLAYLIST_IDS in"
              + " the environment, else owned.")
  private List<String> playlists = List.of();

  @ArgGroup private @Nullable CredentialOptions credentials;

  private final CliEnvironment cli;

  public CheckCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Optional<CredentialsLocation> place = CredentialOptions.place(credentials, cli);
    ExtractCheck.Report report = extraction(place).check();
    report.warnings().forEach(warning -> err().println("warning: " + warning));
    if (report.error().isEmpty()) {
      tellToken(
          report, place.map(CredentialsLocation::loginCommand).orElse(LoginCommandAdvice.COMMAND));
    } else {
      err().println("error: no run can begin: " + report.error());
    }
    report.playlists().forEach(this::tell);
    out().println(verdict(report));
    return report.isGood() && !report.playlists().isEmpty() ? 0 : 1;
  }

  private Extraction extraction(Optional<CredentialsLocation> place) {
    Map<String, String> environment = new HashMap<>(cli.variables());
    environment.put("RAW_BUCKET", LocalS3.RAW);
    environment.put("PLAYLIST_IDS", PlaylistOptions.configured(playlists, cli).orElse("owned"));
    S3Client nowhere = new Nowhere();
    return place.isPresent()
        ? Extraction.of(environment, nowhere, Platform.system(cli.clock()), place.get().store())
        : Extraction.of(environment, nowhere, cli.clock(), new LoginCommandAdvice());
  }

  private void tellToken(ExtractCheck.Report report, String logIn) {
    Integer days = report.refreshTokenDaysLeft();
    if (days == null) {
      out().printf("token: accepted; how long it lives isn't known. To log in again: %s%n", logIn);
    } else {
      out().printf("token: accepted; %d days left. To log in again: %s%n", days, logIn);
    }
  }

  private void tell(PlaylistCheck check) {
    if (check.isGood()) {
      out()
          .printf(
              "good:  %s  %s entries  %s%n",
              check.playlist(),
              check.total().isEmpty() ? "?" : check.total(),
              SafeText.sanitize(check.name()));
    } else {
      err().printf("error: %s: %s%n", check.playlist(), check.error());
    }
  }

  private static String verdict(ExtractCheck.Report report) {
    long good = report.playlists().stream().filter(PlaylistCheck::isGood).count();
    return "A run would store %d of %d playlists. %d requests"
        .formatted(good, report.playlists().size(), report.requests());
  }

  /// An S3 for an extraction that stores nothing.
  private static final class Nowhere implements S3Client {
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
