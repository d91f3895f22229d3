package dev.playlistlake.local.verify;

import dev.playlistlake.model.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Compares a stored file with the bytes that the transform writes, while it writes them. So
/// neither of the two files is in memory. Used by one thread.
final class TableComparison extends OutputStream {
  /// A longer line of a stored file is cut, because such a line is not from this program.
  private static final int LONGEST = 1 << 20;

  private final Table<?> table;
  private final InputStream stored;

  /// The current line, as far as it is equal in both files.
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private long row;
  private boolean differs;
  private boolean complete;
  private Optional<String> found = Optional.empty();

  /// @param stored the file; the caller closes it
  TableComparison(Table<?> table, InputStream stored) {
    this.table = table;
    this.stored = stored;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] expected, int offset, int length) throws IOException {
    int start = offset;
    if (!differs) {
      byte[] bytes = stored.readNBytes(length);
      int at = Arrays.mismatch(expected, offset, offset + length, bytes, 0, bytes.length);
      int same = at < 0 ? length : at;
      addEqual(expected, offset, same);
      if (at < 0) {
        return;
      }
      differs = true;
      InputStream read = new ByteArrayInputStream(bytes, same, bytes.length - same);
      found = foundLine(new SequenceInputStream(read, stored));
      start = offset + same;
    }
    for (int i = start; i < offset + length && !complete; i++) {
      complete = expected[i] == '\n';
      if (!complete) {
        line.write(expected[i]);
      }
    }
  }

  private void addEqual(byte[] bytes, int offset, int length) {
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        row++;
        line.reset();
        start = i + 1;
      }
    }
    line.write(bytes, start, offset + length - start);
  }

  /// Reads the current line of the stored file to its end.
  ///
  /// @return empty at the end of the file
  private Optional<String> foundLine(InputStream rest) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    line.writeTo(all);
    int next = rest.read();
    if (next < 0 && all.size() == 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n' && all.size() < LONGEST; next = rest.read()) {
      all.write(next);
    }
    return Optional.of(all.toString(StandardCharsets.UTF_8));
  }

  /// Returns the first difference, after all bytes were written.
  ///
  /// @return empty if the files are equal
  Optional<TableDifference> difference() throws IOException {
    if (differs) {
      return Optional.of(
          TableDifference.of(
              table, row, found, Optional.of(line.toString(StandardCharsets.UTF_8))));
    }
    return foundLine(stored)
        .map(more -> TableDifference.of(table, row, Optional.of(more), Optional.empty()));
  }
}
