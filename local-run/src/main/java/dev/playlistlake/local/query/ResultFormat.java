package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;

/// The formats in which `query` prints a result.
public enum ResultFormat {
  /// For people.
  TABLE,
  /// RFC 4180.
  CSV,
  /// An array of objects, one on a line.
  JSON;

  public void print(SqlResult result, PrintWriter out) {
    switch (this) {
      case TABLE -> TableFormat.print(result, out);
      case CSV -> CsvFormat.print(result, out);
      case JSON -> JsonFormat.print(result, out);
    }
    out.flush();
  }
}
