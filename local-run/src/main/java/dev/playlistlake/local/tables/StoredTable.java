package dev.playlistlake.local.tables;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads columns of one snapshot's file of a table. Stateless.
final class StoredTable {
  private StoredTable() {}

  /// Returns the values of some columns of all rows. A column that the file of an earlier version
  /// does not have is empty, as in SQL.
  ///
  /// @param processed the folder of the tables
  /// @return no rows if the file is missing
  static List<List<String>> read(
      Path processed, Table<?> table, RawKey snapshot, String... columns) {
    Path file = processed.resolve(table.key(snapshot.date(), snapshot.playlist()));
    // The reader replaces bytes that are not UTF-8; an exception would hide all rows.
    try (Reader bytes = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
        BufferedReader lines = new BufferedReader(bytes)) {
      String header = lines.readLine();
      int[] indexes = indexes(header == null ? "" : header, columns);
      List<List<String>> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> fields = CsvLine.fields(line);
        rows.add(IntStream.of(indexes).mapToObj(index -> field(fields, index)).toList());
      }
      return rows;
    } catch (NoSuchFileException missing) {
      return List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static int[] indexes(String header, String... columns) {
    List<String> names = CsvLine.fields(header);
    return IntStream.range(0, columns.length).map(i -> names.indexOf(columns[i])).toArray();
  }

  private static String field(List<String> fields, int index) {
    return index >= 0 && index < fields.size() ? fields.get(index) : "";
  }
}
