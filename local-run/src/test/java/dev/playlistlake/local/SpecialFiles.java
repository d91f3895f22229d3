package dev.playlistlake.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Creates pipes, sockets, links and files without permissions. A test is skipped when the machine
/// cannot create them.
public final class SpecialFiles {
  private SpecialFiles() {}

  /// Creates a pipe without a writer. A program that opens it to read waits forever.
  public static Path pipe(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    try {
      int exitCode = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
      assumeTrue(exitCode == 0, "mkfifo cannot create a pipe here");
    } catch (IOException noCommand) {
      assumeTrue(false, "mkfifo is missing: " + noCommand.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
    return path;
  }

  /// Creates a socket file. It remains when the socket is closed.
  public static Path socket(Path path) throws IOException {
    // The length of a socket's path is limited, so it is created elsewhere and moved.
    Path temporary = Files.createTempDirectory("s").resolve("s");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(temporary));
      Files.move(temporary, path);
    } catch (UnsupportedOperationException unsupported) {
      assumeTrue(false, "Unix domain sockets are not supported here");
    } finally {
      Files.delete(temporary.getParent());
    }
    return path;
  }

  /// Removes all permissions of a file or folder. The test is skipped for a user who may read it
  /// anyway, such as root.
  public static Path deny(Path path) throws IOException {
    Files.setPosixFilePermissions(path, Set.of());
    if (Files.isReadable(path)) {
      allow(path);
      assumeTrue(false, "this user may read every file");
    }
    return path;
  }

  /// Restores the permissions of the owner.
  public static void allow(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
  }

  /// Creates a symbolic link and its parent folders.
  public static Path link(Path link, Path target) {
    try {
      Files.createDirectories(link.getParent());
      return Files.createSymbolicLink(link, target);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
