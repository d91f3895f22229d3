package dev.playlistlake.bench;

import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.LargePlaylistDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the document that every measurement reads. It is plain JSON as Spotify sends it to apps
/// with Extended Quota, and each entry is a different song. `benchmarks/run` starts it.
final class GeneratedDocument {
  private static final long SEED = 1;

  private GeneratedDocument() {}

  /// Writes a document with `args[1]` entries to the file `args[0]`.
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Integer.parseInt(args[1]));
  }

  static void write(Path file, int entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      LargePlaylistDocument.write(out, entries, entries, AppKind.EXTENDED_QUOTA, SEED);
    }
  }
}
