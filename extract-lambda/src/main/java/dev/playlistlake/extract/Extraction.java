package dev.playlistlake.extract;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/// Every configured playlist from Spotify into the raw bucket: one run each time it is asked.
public final class Extraction {
  private final Parts parts;

  /// What every run uses.
  record Parts(
      Settings settings,
      CredentialStore credentials,
      RawStore store,
      Outside outside,
      SpotifyHttp http,
      Authorization authorization) {}

  Extraction(Settings settings, CredentialStore credentials, RawStore store, Outside outside) {
    SpotifyHttp http = new SpotifyHttp(settings.endpoints(), settings.patience(), outside.clock());
    this.parts =
        new Parts(
            settings,
            credentials,
            store,
            outside,
            http,
            new Authorization(credentials, http, settings.endpoints()));
  }

  /// The pipeline as it runs in the Lambda: the environment holds the credentials, or names the
  /// secret that does.
  ///
  /// @param environment the settings, as a Lambda gets them
  /// @param s3 the client of the raw bucket
  /// @throws ExtractException that names every setting that is missing or wrong
  public static Extraction of(Map<String, String> environment, S3Client s3, Clock clock) {
    Environment from = new Environment(environment);
    Settings settings = Settings.of(from);
    CredentialSetting credentials = CredentialSetting.of(from);
    from.refuseIfWrong();
    return of(settings, credentials.open(), s3, Outside.real(clock));
  }

  /// The same with credentials from elsewhere: those in the environment are not looked at.
  ///
  /// @param environment the settings, as a Lambda gets them
  /// @param s3 the client of the raw bucket
  /// @throws ExtractException that names every setting that is missing or wrong
  public static Extraction of(
      Map<String, String> environment, S3Client s3, Outside outside, CredentialStore credentials) {
    return of(Settings.of(environment), credentials, s3, outside);
  }

  private static Extraction of(
      Settings settings, CredentialStore credentials, S3Client s3, Outside outside) {
    return new Extraction(settings, credentials, new S3RawStore(s3, settings.rawBucket()), outside);
  }

  /// Reads and stores the playlists; a failure is reported and doesn't stop the others, unless they
  /// would fail in the same way.
  ///
  /// @param time that the run may take: what isn't read by then is reported as failed
  /// @throws ExtractException when what is asked for makes no sense
  public ExtractReport run(RunRequest request, Duration time) {
    return run(request, time, _ -> {}, _ -> {});
  }

  /// The same for those who want the report even when an [Error] ended the work for a playlist.
  ///
  /// @param told gets the report before such an error is thrown
  /// @param log gets a line for each request to Spotify, when the settings want one
  ExtractReport run(
      RunRequest request, Duration time, Consumer<ExtractReport> told, Consumer<String> log) {
    Run run = new Run(parts, request, time, log);
    ExtractReport report = run.report();
    told.accept(report);
    run.broken()
        .ifPresent(
            error -> {
              throw error;
            });
    return report;
  }

  /// Tries the credentials and asks for each configured playlist once; stores nothing.
  public CheckReport check() {
    return new Check(parts).report();
  }
}
