package dev.playlistlake.local.archive;

import dev.playlistlake.model.Checksums;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.GZIPOutputStream;

/// A raw object on this machine before it is stored: gzipped text in a file.
///
/// @param crc32 of the file, as S3 takes it
public record GzipTempFile(Path file, String crc32) {
  private static final int BUFFER = 1 << 16;

  /// Writes text.
  @FunctionalInterface
  public interface Text {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Gzips what is written into a new file. The same text gives the same bytes.
  public static GzipTempFile of(Path file, Text text) throws IOException {
    CRC32 crc = new CRC32();
    try (OutputStream checked = new CheckedOutputStream(Files.newOutputStream(file), crc);
        OutputStream gzip =
            new GZIPOutputStream(new BufferedOutputStream(checked, BUFFER), BUFFER);
        OutputStream out = new BufferedOutputStream(gzip, BUFFER)) {
      text.writeTo(out);
    }
    return new GzipTempFile(file, Checksums.crc32(crc));
  }

  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }
}
