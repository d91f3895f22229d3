package dev.playlistlake.local;

import dev.playlistlake.extract.ExtractCheck;
import dev.playlistlake.extract.ExtractCheck.PlaylistCheck;
import dev.playlistlake.extract.Extraction;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.model.SafeText;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
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
final class CheckCommand implements Callable<Integer> {
  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "WORD",
      description =
          "Ids, URLs or URIs of playlists, or the words owned and liked. Default: PLAYLIST_IDS in"
              + " the environment, else owned.")
  private List<String> playlists = List.of();

  @ArgGroup private @Nullable CredentialOptions credentials;

  @Spec private @Nullable CommandSpec spec;

  private final Machine machine;

  CheckCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    Optional<CredentialPlace> place = CredentialOptions.place(credentials, machine);
    ExtractCheck.Report report = extraction(place).check();
    report.warnings().forEach(warning -> err().println("warning: " + warning));
    if (report.error().isEmpty()) {
      tellToken(
          report, place.map(CredentialPlace::loginCommand).orElse(LoginCommandAdvice.COMMAND));
    } else {
      err().println("error: no run can begin: " + report.error());
    }
    report.playlists().forEach(this::tell);
    out().println(verdict(report));
    return report.isGood() && !report.playlists().isEmpty() ? 0 : 1;
  }

  private Extraction extraction(Optional<CredentialPlace> place) {
    Map<String, String> environment = new HashMap<>(machine.environment());
    environment.put("RAW_BUCKET", LocalS3.RAW);
    environment.put("PLAYLIST_IDS", PlaylistWords.of(playlists, machine).orElse("owned"));
    S3Client nowhere = new Nowhere();
    return place.isPresent()
        ? Extraction.of(environment, nowhere, Platform.system(machine.clock()), place.get().store())
        : Extraction.of(environment, nowhere, machine.clock(), new LoginCommandAdvice());
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

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
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
