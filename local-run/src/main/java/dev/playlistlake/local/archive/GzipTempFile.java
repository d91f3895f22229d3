package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.model.Checksums;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.GZIPOutputStream;

/// A raw object before it is stored: gzipped text in a temporary file. Used by `import`.
///
/// @param crc32 the checksum of the file in the form of S3's header
public record GzipTempFile(Path file, String crc32) {
  private static final int BUFFER = 1 << 16;

  /// The text of the object.
  @FunctionalInterface
  public interface Text {
    /// Writes the text, not gzipped.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Gzips a text into a file. Equal texts result in equal bytes.
  public static GzipTempFile of(Path file, Text text) throws IOException {
    CRC32 crc = new CRC32();
    try (OutputStream checked = new CheckedOutputStream(new NamedOutput(file), crc);
        OutputStream gzip =
            new GZIPOutputStream(new BufferedOutputStream(checked, BUFFER), BUFFER);
        OutputStream out = new BufferedOutputStream(gzip, BUFFER)) {
      text.writeTo(out);
    }
    return new GzipTempFile(file, Checksums.crc32(crc));
  }

  /// A file whose errors name it, so that a full disk is not reported as an error of the text.
  private static final class NamedOutput extends FilterOutputStream {
    private final Path file;

    NamedOutput(Path file) throws IOException {
      super(Files.newOutputStream(file));
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException failure) {
        throw FileErrors.at(file, failure);
      }
    }
  }

  /// Opens the gzipped file.
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }
}
