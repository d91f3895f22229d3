package dev.playlistlake.local.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes files that only their owner can read. A file appears complete or not at all. On a file
/// system without POSIX modes (Windows), the permissions of the user's folder protect the files.
/// Stateless.
public final class PrivateFiles {
  private PrivateFiles() {}

  /// Returns the attributes that create a file with mode 600.
  public static FileAttribute<?>[] attributes() {
    return mode("rw-------");
  }

  /// Creates the folder of a file with mode 700. An existing folder keeps its mode.
  public static void createFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
  }

  /// Writes a new file in the same folder and then moves it over the old one. If the path is a
  /// symbolic link, its target is replaced and the link stays.
  public static void replace(Path file, String text) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path unfinished =
        Files.createTempFile(target.getParent(), ".unfinished-", ".json", attributes());
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException failure) {
        throw FileErrors.at(target, failure);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
