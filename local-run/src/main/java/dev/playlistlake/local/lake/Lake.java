package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/// A lake that a command works on: two buckets behind one client, on AWS or in a folder. Threads
/// may share it.
///
/// @param name how messages call it
/// @param versioned whether its buckets can keep versions; a folder keeps none
/// @param closing closes the client, and the server in front of a folder
public record Lake(
    String name,
    S3Client s3,
    String rawBucket,
    String processedBucket,
    boolean versioned,
    Runnable closing)
    implements AutoCloseable {

  /// Opens the lake in a folder.
  ///
  /// @throws CommandException when the folder holds no lake
  public static Lake open(Path folder) throws IOException {
    requireLake(folder);
    return openOrCreate(folder);
  }

  /// Opens the lake in a folder for a dry run, which creates no folder.
  ///
  /// @throws CommandException when the folder holds no lake
  public static Lake openForDryRun(Path folder) throws IOException {
    requireLake(folder);
    return of(folder, LocalS3.startToRead(folder));
  }

  /// Opens the lake in a folder, and creates it when the folder holds none.
  public static Lake openOrCreate(Path folder) throws IOException {
    return of(folder, LocalS3.start(folder));
  }

  private static Lake of(Path folder, LocalS3 server) {
    S3Client client = server.client();
    return new Lake(
        folder.toString(),
        client,
        LocalS3.RAW,
        LocalS3.PROCESSED,
        false,
        () -> {
          client.close();
          server.close();
        });
  }

  /// Opens two buckets of the AWS account that the environment names.
  ///
  /// @throws CommandException when the environment names no region
  public static Lake onAws(CliEnvironment cli, String rawBucket, String processedBucket) {
    S3Client client = cli.aws().openS3();
    return new Lake("s3://" + rawBucket, client, rawBucket, processedBucket, true, client::close);
  }

  /// Checks that a folder holds a lake.
  ///
  /// @throws CommandException when it holds none
  public static void requireLake(Path folder) {
    if (!Files.isDirectory(folder.resolve(LocalS3.RAW))) {
      throw new CommandException(
          folder + ": no lake is there (it has no folder raw): run, demo and import make one");
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
