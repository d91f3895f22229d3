package dev.playlistlake.local.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output. The writers of Java ignore errors, so that output on a full disk is lost
/// without a message. This stream remembers the first error. Threads may share it.
public final class StandardOutput extends FilterOutputStream {
  private volatile @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  /// Returns the standard output of this process.
  public static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /// Returns a writer that flushes each line.
  public PrintWriter writer(Charset charset) {
    return new PrintWriter(new OutputStreamWriter(new BufferedOutputStream(this), charset), true);
  }

  /// Returns why output was lost. A reader that stopped early, such as `head`, is not an error.
  public Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(FileErrors::reason)
        .filter(reason -> !reason.toLowerCase(Locale.ROOT).contains("pipe"));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException failed) {
      failure = failure == null ? failed : failure;
      throw failed;
    }
  }
}
