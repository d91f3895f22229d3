package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// A lake that a command works on: two buckets with one client, on AWS or in a folder. Used by
/// `import`, `replay`, `redrive` and `purge`. Threads may share it.
///
/// @param name its name in messages
/// @param versioned whether its buckets can keep versions; a folder cannot
/// @param database the Glue database of the tables on AWS; empty for a folder, or if no option
///   names it
/// @param closing closes the client, and the server of a folder
public record Lake(
    String name,
    S3Client s3,
    String rawBucket,
    String processedBucket,
    boolean versioned,
    Optional<String> database,
    Runnable closing)
    implements AutoCloseable {

  /// Opens the lake in a folder.
  ///
  /// @throws CommandException when the folder contains no lake
  public static Lake open(Path folder) throws IOException {
    requireLake(folder);
    return openOrCreate(folder);
  }

  /// Opens the lake in a folder for a dry run, which creates no folder.
  ///
  /// @throws CommandException when the folder contains no lake
  public static Lake openForDryRun(Path folder) throws IOException {
    requireLake(folder);
    return of(folder, LocalS3.startToRead(folder));
  }

  /// Opens the lake in a folder, and creates it if it is missing.
  public static Lake openOrCreate(Path folder) throws IOException {
    return of(folder, LocalS3.start(folder));
  }

  private static Lake of(Path folder, LocalS3 server) {
    S3Client client = server.client();
    return new Lake(
        folder.toString(),
        client,
        LakeLayout.RAW,
        LakeLayout.PROCESSED,
        false,
        Optional.empty(),
        () -> {
          client.close();
          server.close();
        });
  }

  /// Opens a lake in the AWS account that the environment selects.
  ///
  /// @throws CommandException when no region is configured
  public static Lake onAws(CliEnvironment cli, DeployedLake names) {
    S3Client client = cli.aws().openS3();
    return new Lake(
        "s3://" + names.rawBucket(),
        client,
        names.rawBucket(),
        names.processedBucket(),
        true,
        names.database(),
        client::close);
  }

  /// Checks that a folder contains a lake.
  ///
  /// @throws CommandException when it contains none
  /// @throws IOException when the folder cannot be read
  public static void requireLake(Path folder) throws IOException {
    if (!LakeLayout.isFolder(folder.resolve(LakeLayout.RAW))) {
      throw new CommandException(
          folder
              + ": folder contains no lake: it has no folder named raw. Create a lake with run,"
              + " demo or import.");
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
