package dev.playlistlake.local.login;

import dev.playlistlake.local.cli.CliEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that select the credentials of a command, such as `check` and `run`: a file, a
/// secret, or, without an option, the default. Used by one thread.
public final class CredentialOptions {
  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description = {
        "The file that login wrote.",
        "Default: the environment variable SPOTIFY_SECRET_ID or SPOTIFY_REFRESH_TOKEN if one is"
            + " set, otherwise the file that login writes by default."
      })
  private @Nullable Path file;

  @Option(
      names = "--secret-id",
      paramLabel = "ID",
      description = "The AWS Secrets Manager secret that login wrote (name or ARN).")
  private @Nullable String secretId;

  /// Returns the file or secret that holds the credentials.
  ///
  /// @param options null when the command line has none
  /// @return empty when the environment variables hold the credentials
  public static Optional<CredentialsLocation> place(
      @Nullable CredentialOptions options, CliEnvironment cli) {
    if (options != null && options.secretId != null) {
      return Optional.of(SecretLocation.of(cli, options.secretId));
    }
    if (options != null && options.file != null) {
      return Optional.of(FileCredentialStore.of(cli, Optional.of(options.file)));
    }
    FileCredentialStore file = FileCredentialStore.of(cli, Optional.empty());
    return usesEnvironment(cli, file.file()) ? Optional.empty() : Optional.of(file);
  }

  /// If only client ID and client secret are set and the file of a login exists, they were set for
  /// `login`, and the file is used.
  private static boolean usesEnvironment(CliEnvironment cli, Path file) {
    return !cli.variable("SPOTIFY_SECRET_ID").isEmpty()
        || !cli.variable("SPOTIFY_REFRESH_TOKEN").isEmpty()
        || (!cli.variable("SPOTIFY_CLIENT_ID").isEmpty() && !Files.exists(file));
  }
}
