package dev.playlistlake.local.export;

import dev.playlistlake.athena.LakeExport;
import dev.playlistlake.local.query.CsvFormat;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a result as CSV, in the format of `query --format csv`.
record CsvRows(Writer file) implements LakeExport.Rows {
  @Override
  public void columns(List<String> names) throws IOException {
    file.write(CsvFormat.line(names));
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    file.write(CsvFormat.line(values));
  }
}
