package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Login;
import dev.playlistlake.extract.credentials.LoginAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.Platform;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/// The extract as a value: the Lambda's handler and the command line run it. Threads may share it.
public final class Extraction {
  private final Wiring wiring;

  Extraction(Wiring wiring) {
    this.wiring = wiring;
  }

  /// An extract with the credentials in the environment, or in the secret that the environment
  /// names.
  ///
  /// @param environment the settings, as a Lambda gets them
  /// @param s3 the client of the raw bucket
  /// @throws ExtractException that names every setting that is missing or invalid
  public static Extraction of(
      Map<String, String> environment, S3Client s3, Clock clock, LoginAdvice advice) {
    SettingsReader from = new SettingsReader(environment);
    ExtractSettings settings = ExtractSettings.read(from);
    Supplier<CredentialStore> credentials = ExtractSettings.readCredentials(from, advice);
    from.requireValid();
    return of(settings, credentials.get(), s3, Platform.system(clock));
  }

  /// An extract with credentials from elsewhere: those in the environment are ignored.
  ///
  /// @param environment the settings, as a Lambda gets them
  /// @param s3 the client of the raw bucket
  /// @throws ExtractException that names every setting that is missing or invalid
  public static Extraction of(
      Map<String, String> environment, S3Client s3, Platform platform, CredentialStore store) {
    return of(ExtractSettings.of(environment), store, s3, platform);
  }

  private static Extraction of(
      ExtractSettings settings, CredentialStore store, S3Client s3, Platform platform) {
    RawBucket bucket = new S3RawBucket(s3, settings.rawBucket());
    return new Extraction(Wiring.of(settings, store, bucket, platform));
  }

  /// A login for new credentials.
  ///
  /// @param environment `SPOTIFY_ACCOUNTS_URL` moves the accounts host
  /// @param redirect where Spotify sends the browser back to; registered with the app
  /// @throws ExtractException when that setting is invalid
  public static Login login(Map<String, String> environment, Login.App app, URI redirect) {
    SettingsReader from = new SettingsReader(environment);
    URI accounts = ExtractSettings.readAccountsHost(from);
    from.requireValid();
    return new Login(accounts, app, redirect);
  }

  /// Reads and stores the playlists. A failure is reported and doesn't stop the others, unless they
  /// would fail in the same way.
  ///
  /// @param time that the run may take: playlists that aren't read by then are reported as failed
  /// @throws ExtractException when the request is invalid
  public ExtractReport run(ExtractRequest request, Duration time) {
    return run(request, time, _ -> {}, _ -> {});
  }

  /// As [#run(ExtractRequest, Duration)], for callers that need the report even when an [Error]
  /// ended the work on a playlist.
  ///
  /// @param reported receives the report before such an error is thrown
  /// @param log receives a line for each request to Spotify, when the log level asks for it
  ExtractReport run(
      ExtractRequest request,
      Duration time,
      Consumer<ExtractReport> reported,
      Consumer<String> log) {
    ExtractRun run = new ExtractRun(wiring, request, time, log);
    ExtractReport report = run.report();
    reported.accept(report);
    run.throwError();
    return report;
  }

  /// Tries the credentials and requests each configured playlist once; stores nothing.
  public ExtractCheck.Report check() {
    return new ExtractCheck(wiring).report();
  }
}
