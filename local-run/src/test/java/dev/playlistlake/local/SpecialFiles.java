package dev.playlistlake.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that are neither files nor folders. Tests that need them are left out where the machine
/// has none.
public final class SpecialFiles {
  private SpecialFiles() {}

  /// A pipe that nobody writes to: a program that opens it to read waits for ever.
  public static Path pipe(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    try {
      int exitCode = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
      assumeTrue(exitCode == 0, "mkfifo makes no pipe here");
    } catch (IOException none) {
      assumeTrue(false, "there is no mkfifo: " + none.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
    return path;
  }

  /// A socket, which is there after it was closed too.
  public static Path socket(Path path) throws IOException {
    // A socket's path is short: it is made elsewhere and moved.
    Path made = Files.createTempDirectory("s").resolve("s");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(made));
      Files.move(made, path);
    } catch (UnsupportedOperationException none) {
      assumeTrue(false, "there are no sockets with a path here");
    } finally {
      Files.delete(made.getParent());
    }
    return path;
  }

  public static Path link(Path link, Path target) {
    try {
      Files.createDirectories(link.getParent());
      return Files.createSymbolicLink(link, target);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
