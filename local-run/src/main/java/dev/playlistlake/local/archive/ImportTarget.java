package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.DeployedLake;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LakeOptions;
import dev.playlistlake.local.lake.Transformer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The target of an import: a folder, in which the import also writes the tables, or a bucket or
/// stack, whose function writes them.
final class ImportTarget {
  @Option(
      names = "--lake",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of a lake on this machine, which is created if it is missing. The tables are"
              + " written too.")
  private @Nullable Path folder;

  @Option(
      names = "--raw-bucket",
      required = true,
      paramLabel = "NAME",
      description =
          "Bucket of the snapshots. S3 sends the function an event for each snapshot. Region and"
              + " credentials come from AWS_REGION, AWS_PROFILE and so on, as for every AWS tool.")
  private @Nullable String bucket;

  @Option(
      names = "--stack",
      required = true,
      paramLabel = "NAME",
      converter = LakeOptions.StackName.class,
      description =
          "CloudFormation stack of a deployed lake. Its outputs name the bucket of the snapshots.")
  private @Nullable String stack;

  /// An open target, which the command closes.
  ///
  /// @param name its name in messages
  /// @param upload empty in a dry run on a missing lake
  /// @param transformer empty for a bucket, where S3 invokes the function
  record Opened(
      String name, Optional<RawUpload> upload, Optional<Transformer> transformer, Runnable closing)
      implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  private DeployedLake names(CliEnvironment cli) {
    return stack == null
        ? DeployedLake.of(String.valueOf(bucket), String.valueOf(bucket))
        : DeployedLake.of(cli.aws().outputs(stack));
  }

  Opened open(CliEnvironment cli, boolean overwrite, boolean dryRun) throws IOException {
    if (folder != null && dryRun && !LakeLayout.isFolder(folder.resolve(LakeLayout.RAW))) {
      return new Opened(folder.toString(), Optional.empty(), Optional.empty(), () -> {});
    }
    Lake lake =
        folder == null
            ? Lake.onAws(cli, names(cli))
            : dryRun ? Lake.openForDryRun(folder) : Lake.openOrCreate(folder);
    return new Opened(
        lake.name(),
        Optional.of(new RawUpload(lake.s3(), lake.rawBucket(), overwrite)),
        folder == null ? Optional.empty() : Optional.of(Transformer.here(lake)),
        lake::close);
  }
}
