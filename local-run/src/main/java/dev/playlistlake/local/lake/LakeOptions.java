package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.CliEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options that select a lake, as a folder or as two buckets. Used by `replay`, `upgrade` and
/// `purge`; `redrive` uses only the buckets.
public final class LakeOptions {
  @Option(
      names = "--lake",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a lake on this machine: DIR/raw and DIR/processed.")
  private @Nullable Path folder;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private @Nullable Buckets buckets;

  /// A lake on AWS. Region and credentials come from the environment or a profile, as for every AWS
  /// tool.
  public static final class Buckets {
    @Option(
        names = "--raw-bucket",
        required = true,
        paramLabel = "NAME",
        description =
            "Bucket of the snapshots. Region and credentials come from AWS_REGION, AWS_PROFILE and"
                + " so on, as for every AWS tool.")
    private String raw = "";

    @Option(
        names = "--processed-bucket",
        required = true,
        paramLabel = "NAME",
        description = "Bucket of the tables.")
    private String processed = "";

    /// Opens the lake in the two buckets.
    public Lake open(CliEnvironment cli) {
      return Lake.onAws(cli, raw, processed);
    }
  }

  /// Returns the folder of the lake, or empty for buckets.
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /// Returns the name of the lake that is the same in every working folder: the real path of a
  /// folder.
  public String realName(Lake lake) throws IOException {
    return folder == null ? lake.name() : folder.toRealPath().toString();
  }

  /// Opens the lake that the options select.
  ///
  /// @param dryRun whether the lake is opened without creating folders
  public Lake open(CliEnvironment cli, boolean dryRun) throws IOException {
    if (buckets != null) {
      return buckets.open(cli);
    }
    Path lake = Objects.requireNonNull(folder);
    return dryRun ? Lake.openForDryRun(lake) : Lake.open(lake);
  }
}
