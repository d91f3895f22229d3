package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.LocalS3;
import dev.playlistlake.local.lake.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where an import goes: a folder, in which it makes the tables too, or a bucket, whose function
/// does.
final class ImportTarget {
  @Option(
      names = "--lake",
      required = true,
      paramLabel = "DIR",
      description = "A lake on this machine, made when it isn't there; its tables are written too.")
  private @Nullable Path folder;

  @Option(
      names = "--raw-bucket",
      required = true,
      paramLabel = "NAME",
      description =
          "The bucket of the snapshots; S3 tells the function of each. Region and credentials:"
              + " AWS_REGION, AWS_PROFILE and the like, as for every AWS tool.")
  private @Nullable String bucket;

  /// A target for as long as a command works on it.
  ///
  /// @param upload empty when nothing is there and nothing is to be made
  /// @param transformer empty where S3 tells a function of what is stored
  record Opened(
      String name, Optional<RawUpload> upload, Optional<Transformer> transformer, Runnable closing)
      implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  Opened open(CliEnvironment cli, boolean overwrite, boolean dryRun) throws IOException {
    if (folder != null && dryRun && !Files.isDirectory(folder.resolve(LocalS3.RAW))) {
      return new Opened(folder.toString(), Optional.empty(), Optional.empty(), () -> {});
    }
    Lake lake =
        folder == null
            ? Lake.onAws(cli, String.valueOf(bucket), String.valueOf(bucket))
            : dryRun ? Lake.openForDryRun(folder) : Lake.openOrCreate(folder);
    return new Opened(
        lake.name(),
        Optional.of(new RawUpload(lake.s3(), lake.rawBucket(), overwrite)),
        folder == null ? Optional.empty() : Optional.of(Transformer.here(lake)),
        lake::close);
  }
}
