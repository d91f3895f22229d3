package dev.playlistlake.local;

import dev.playlistlake.local.operate.Lake;
import dev.playlistlake.local.operate.OperateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// A lake for as long as a command works on it.
///
/// @param closing what ends with the command
record OpenLake(Lake lake, Runnable closing) implements AutoCloseable {

  /// A folder that holds a lake.
  ///
  /// @throws OperateException when it doesn't
  static OpenLake in(Path folder) throws IOException {
    requireLake(folder);
    return made(folder);
  }

  /// @throws OperateException when a folder holds no lake
  static void requireLake(Path folder) {
    if (!Files.isDirectory(folder.resolve(LocalS3.RAW))) {
      throw new OperateException(
          folder + ": no lake is there (it has no folder raw): run, demo and import make one");
    }
  }

  /// The same for a dry run, which makes no folder.
  ///
  /// @throws OperateException when no lake is there
  static OpenLake toRead(Path folder) throws IOException {
    requireLake(folder);
    return of(folder, LocalS3.startToRead(folder));
  }

  /// A folder that holds a lake, or will.
  static OpenLake made(Path folder) throws IOException {
    return of(folder, LocalS3.start(folder));
  }

  private static OpenLake of(Path folder, LocalS3 server) {
    S3Client client = server.client();
    return new OpenLake(
        new Lake(folder.toString(), client, LocalS3.RAW, LocalS3.PROCESSED, false),
        () -> {
          client.close();
          server.close();
        });
  }

  /// Two buckets of the account that the environment names.
  ///
  /// @throws OperateException when it names no region
  static OpenLake of(Machine machine, String rawBucket, String processedBucket) {
    S3Client client = asked(() -> machine.cloud().s3().get());
    return new OpenLake(
        new Lake("s3://" + rawBucket, client, rawBucket, processedBucket, true), client::close);
  }

  /// A client of AWS, or what it lacks in words.
  static <T> T asked(Supplier<T> client) {
    try {
      return client.get();
    } catch (SdkException unset) {
      String first = String.valueOf(unset.getMessage()).split(":", 2)[0];
      throw new OperateException(
          "AWS can't be asked: " + first + ": set AWS_REGION, or AWS_PROFILE with a region");
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
