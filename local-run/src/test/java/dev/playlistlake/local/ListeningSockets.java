package dev.playlistlake.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads from [/proc](https://man7.org/linux/man-pages/man5/proc_pid_net.5.html) on which addresses
/// a process listens. Only on Linux.
public final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSockets() {}

  /// Returns the addresses of a process; empty when it has ended.
  public static List<InetSocketAddress> ofProcess(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    List<InetSocketAddress> found = new ArrayList<>();
    try {
      Set<String> open = open(process.resolve("fd"));
      for (String table : List.of("tcp", "tcp6")) {
        for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
          String[] fields = line.strip().split("\\s+", -1);
          if (fields[STATE].equals(LISTEN) && open.contains("socket:[" + fields[INODE] + "]")) {
            found.add(address(fields[ADDRESS]));
          }
        }
      }
      return found;
    } catch (NoSuchFileException ended) {
      return List.of();
    }
  }

  private static Set<String> open(Path descriptors) throws IOException {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.map(ListeningSockets::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /// Parses 32-bit words in little-endian order and a port: `0100007F:1F90` is 127.0.0.1:8080.
  private static InetSocketAddress address(String field) throws IOException {
    byte[] littleEndian = HexFormat.of().parseHex(field.replaceFirst(":.*", ""));
    byte[] address = new byte[littleEndian.length];
    for (int i = 0; i < littleEndian.length; i++) {
      address[i] = littleEndian[i / 4 * 4 + 3 - i % 4];
    }
    int port = Integer.parseInt(field.replaceFirst(".*:", ""), 16);
    return new InetSocketAddress(InetAddress.getByAddress(address), port);
  }
}
