package dev.playlistlake.local.login;

import dev.playlistlake.local.cli.CliEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a command takes its credentials from: one of the two, or what is there.
public final class CredentialOptions {
  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description = {
        "The file that login wrote.",
        "Default: SPOTIFY_SECRET_ID or SPOTIFY_REFRESH_TOKEN in the environment, else the file that"
            + " login writes by default."
      })
  private @Nullable Path file;

  @Option(
      names = "--secret-id",
      paramLabel = "ID",
      description = "The secret of AWS Secrets Manager that login wrote (name or ARN).")
  private @Nullable String secretId;

  /// The credentials' place; empty for the environment itself.
  public static Optional<CredentialsLocation> place(
      @Nullable CredentialOptions said, CliEnvironment cli) {
    if (said != null && said.secretId != null) {
      return Optional.of(SecretLocation.of(cli, said.secretId));
    }
    if (said != null && said.file != null) {
      return Optional.of(FileCredentialStore.of(cli, Optional.of(said.file)));
    }
    FileCredentialStore file = FileCredentialStore.of(cli, Optional.empty());
    return environmentCounts(cli, file.file()) ? Optional.empty() : Optional.of(file);
  }

  /// Client id and secret alone were set for `login`, if there is the file of one.
  private static boolean environmentCounts(CliEnvironment cli, Path file) {
    return !cli.variable("SPOTIFY_SECRET_ID").isEmpty()
        || !cli.variable("SPOTIFY_REFRESH_TOKEN").isEmpty()
        || (!cli.variable("SPOTIFY_CLIENT_ID").isEmpty() && !Files.exists(file));
  }
}
