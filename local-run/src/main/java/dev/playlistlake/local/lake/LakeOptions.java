package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.CliEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The lake that a command works on: a folder, or two buckets.
public final class LakeOptions {
  @Option(
      names = "--lake",
      required = true,
      paramLabel = "DIR",
      description = "A lake on this machine: DIR/raw and DIR/processed.")
  private @Nullable Path folder;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private @Nullable Buckets buckets;

  /// A lake on AWS. Region and credentials come as for every AWS tool, from the environment or a
  /// profile.
  public static final class Buckets {
    @Option(
        names = "--raw-bucket",
        required = true,
        paramLabel = "NAME",
        description =
            "The bucket of the snapshots. Region and credentials: AWS_REGION, AWS_PROFILE and the"
                + " like, as for every AWS tool.")
    private String raw = "";

    @Option(
        names = "--processed-bucket",
        required = true,
        paramLabel = "NAME",
        description = "The bucket of the tables.")
    private String processed = "";

    public Lake open(CliEnvironment cli) {
      return Lake.onAws(cli, raw, processed);
    }
  }

  /// The lake's folder; empty for buckets.
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /// Opens the lake that the options name.
  ///
  /// @param dryRun makes no folder
  public Lake open(CliEnvironment cli, boolean dryRun) throws IOException {
    if (buckets != null) {
      return buckets.open(cli);
    }
    Path lake = Objects.requireNonNull(folder);
    return dryRun ? Lake.openForDryRun(lake) : Lake.open(lake);
  }
}
