package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;

/// The formats in which `query` prints a result.
enum ResultFormat {
  /// A table for a terminal.
  TABLE,
  /// Comma-separated values as in RFC 4180.
  CSV,
  /// An array with an object for each row.
  JSON,
  /// An object for each row.
  JSONL,
  /// A table in Markdown.
  MARKDOWN;

  /// Prints a result in this format and flushes the writer.
  void print(SqlResult result, PrintWriter out) {
    switch (this) {
      case TABLE -> TableFormat.print(result, out);
      case CSV -> CsvFormat.print(result, out);
      case JSON -> JsonFormat.print(result, out);
      case JSONL -> JsonFormat.printLines(result, out);
      case MARKDOWN -> MarkdownFormat.print(result, out);
    }
    out.flush();
  }
}
