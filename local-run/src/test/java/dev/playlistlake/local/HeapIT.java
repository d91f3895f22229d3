package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.spotify.AppKind;
import dev.playlistlake.local.spotify.BigDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much memory the transform command needs for a document that no tree of it would fit into.
final class HeapIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void transformReads125MegabytesIn64MegabytesOfHeap() throws IOException, InterruptedException {
    Path big = folder.resolve("big.json");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(big))) {
      BigDocument.write(file, 33_000, 11_000, AppKind.EXTENDED_QUOTA, 1);
    }
    assertThat(Files.size(big)).isGreaterThan(125_000_000);
    Path log = folder.resolve("log");

    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "@target/launcher.args",
                PlaylistLake.class.getName(),
                "transform",
                "--out",
                folder.resolve("out").toString(),
                big.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    assertThat(command.waitFor()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log))
        .contains("33000 read = 11000 songs + 22000 duplicates + 0 rejects");
  }
}
