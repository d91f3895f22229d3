package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;

/// The formats in which `query` prints a result.
public enum ResultFormat {
  /// A table for a terminal.
  TABLE,
  /// Comma-separated values as in RFC 4180.
  CSV,
  /// An array with an object for each row.
  JSON;

  /// Prints a result in this format and flushes the writer.
  public void print(SqlResult result, PrintWriter out) {
    switch (this) {
      case TABLE -> TableFormat.print(result, out);
      case CSV -> CsvFormat.print(result, out);
      case JSON -> JsonFormat.print(result, out);
    }
    out.flush();
  }
}
