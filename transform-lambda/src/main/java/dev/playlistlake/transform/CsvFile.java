package dev.playlistlake.transform;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/// One of the six files of a snapshot, in a CSV dialect whose values OpenCSVSerDe, the parser of
/// Athena, returns unchanged. Every field is quoted, quotes are doubled, and each line is a row.
/// [ProcessedStore] writes it.
///
/// @param key its key in the processed bucket
/// @param rows may be created while they are read
public record CsvFile<R>(String key, PlaylistId playlist, Table<R> table, Iterable<R> rows) {
  /// The content type of the file as an object.
  public static final String CONTENT_TYPE = "text/csv; charset=utf-8";

  /// Writes the header and every row. Doesn't close `out`.
  ///
  /// @throws IOException if `out` throws it
  public void writeTo(OutputStream out) throws IOException {
    CSVWriter csv =
        new CSVWriter(
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
            ICSVWriter.DEFAULT_SEPARATOR,
            ICSVWriter.DEFAULT_QUOTE_CHARACTER,
            ICSVWriter.DEFAULT_ESCAPE_CHARACTER,
            ICSVWriter.DEFAULT_LINE_END);
    csv.writeNext(table.header());
    for (R row : rows) {
      String[] values = table.values(playlist, row);
      for (int i = 0; i < values.length; i++) {
        values[i] = CsvField.clean(values[i]);
      }
      csv.writeNext(values);
    }
    csv.flush();
    if (csv.checkError()) {
      throw csv.getException();
    }
  }
}
