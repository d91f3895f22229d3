package dev.playlistlake.transform;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import dev.playlistlake.model.PlaylistId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/// Writes rows in the dialect of the data contract: the one that OpenCSVSerDe gives back unchanged.
/// Every field is quoted, quotes and backslashes are doubled, a line is a row.
public final class CsvFile {
  /// What an object of it calls itself.
  public static final String CONTENT_TYPE = "text/csv; charset=utf-8";

  private CsvFile() {}

  /// Writes the header and every row; `out` stays open.
  public static <R> void write(TableRows<R> rows, PlaylistId playlist, OutputStream out)
      throws IOException {
    CSVWriter csv =
        new CSVWriter(
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
            ICSVWriter.DEFAULT_SEPARATOR,
            ICSVWriter.DEFAULT_QUOTE_CHARACTER,
            ICSVWriter.DEFAULT_ESCAPE_CHARACTER,
            ICSVWriter.DEFAULT_LINE_END);
    csv.writeNext(rows.table().header());
    for (R row : rows.rows()) {
      String[] values = rows.table().values(playlist, row);
      for (int i = 0; i < values.length; i++) {
        values[i] = CsvText.clean(values[i]);
      }
      csv.writeNext(values);
    }
    csv.flush();
    if (csv.checkError()) {
      throw csv.getException();
    }
  }
}
