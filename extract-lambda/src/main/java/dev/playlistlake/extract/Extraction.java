package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Login;
import dev.playlistlake.extract.credentials.LoginAdvice;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.Platform;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/// The entry point of the extract. The Lambda handler and the command line create one and call it
/// for each run. Threads may share it.
public final class Extraction {
  private final Wiring wiring;

  Extraction(Wiring wiring) {
    this.wiring = wiring;
  }

  /// Creates an extract that reads the credentials from the environment variables, or from the
  /// secret that they name.
  ///
  /// @param environment the settings by the names of the Lambda's environment variables
  /// @param s3 the client for the raw bucket
  /// @param advice how to log in, for messages
  /// @throws ExtractException that lists every missing or invalid setting
  public static Extraction of(
      Map<String, String> environment, S3Client s3, Clock clock, LoginAdvice advice) {
    SettingsReader from = new SettingsReader(environment);
    ExtractSettings settings = ExtractSettings.read(from);
    Supplier<CredentialStore> credentials = ExtractSettings.readCredentials(from, advice);
    from.requireValid();
    return of(settings, credentials.get(), s3, Platform.system(clock));
  }

  /// Creates an extract that reads the credentials from a given store and ignores those in the
  /// environment variables.
  ///
  /// @param environment the settings by the names of the Lambda's environment variables
  /// @param s3 the client for the raw bucket
  /// @throws ExtractException that lists every missing or invalid setting
  public static Extraction of(
      Map<String, String> environment, S3Client s3, Platform platform, CredentialStore store) {
    return of(ExtractSettings.of(environment), store, s3, platform);
  }

  private static Extraction of(
      ExtractSettings settings, CredentialStore store, S3Client s3, Platform platform) {
    RawBucket bucket = new S3RawBucket(s3, settings.rawBucket());
    return new Extraction(Wiring.of(settings, store, bucket, platform));
  }

  /// Creates a login for new credentials.
  ///
  /// @param environment `SPOTIFY_ACCOUNTS_URL` replaces Spotify's accounts host
  /// @param redirect the redirect URI, to which Spotify sends the browser; it has to be registered
  ///   with the app
  /// @throws ExtractException if `SPOTIFY_ACCOUNTS_URL` is invalid
  public static Login login(Map<String, String> environment, Login.App app, URI redirect) {
    SettingsReader from = new SettingsReader(environment);
    URI accounts = ExtractSettings.readAccountsHost(from);
    from.requireValid();
    return new Login(accounts, app, redirect);
  }

  /// Checks a list of playlists in the form of the setting `PLAYLIST_IDS`, for callers whose users
  /// do not know that setting.
  ///
  /// @return a message for each invalid word, which names the word
  public static List<String> playlistErrors(String playlists) {
    List<String> errors = new ArrayList<>();
    Selection.parse(SettingsReader.words(playlists), errors::add);
    return errors;
  }

  /// Reads and stores the playlists. The error of a playlist is reported and does not stop the
  /// other playlists, unless they would fail for the same reason.
  ///
  /// @param time that the run may take; playlists that are not stored by then are reported as
  ///   failed
  /// @throws ExtractException if the request is invalid
  public ExtractReport run(ExtractRequest request, Duration time) {
    return run(request, time, _ -> {}, _ -> {});
  }

  /// Like [#run(ExtractRequest, Duration)], for callers that need the report even if an [Error]
  /// occurred.
  ///
  /// @param reported receives the report before such an error is thrown
  /// @param log receives a line for each request to Spotify, if the log level is `DEBUG`
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

  /// Checks the credentials and requests each configured playlist once. Stores nothing.
  public ExtractCheck.Report check() {
    return new ExtractCheck(wiring).report();
  }
}
