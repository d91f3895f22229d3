package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A processed bucket in memory. Tests read its tables row by row.
final class InMemoryTables implements ProcessedStore {
  static final LocalDate DATE = LocalDate.of(2026, 11, 21);

  /// The files by key, in the order in which they were stored.
  final Map<String, byte[]> files = new LinkedHashMap<>();

  /// Transforms a document with the name `document.json` and the date 2026-11-21.
  static InMemoryTables transform(String json) {
    return transform(json.getBytes(StandardCharsets.UTF_8));
  }

  /// Transforms a document with the name `document.json` and the date 2026-11-21.
  ///
  /// @throws TransformException for the first error of the document or of its playlists
  static InMemoryTables transform(byte[] raw) {
    InMemoryTables tables = new InMemoryTables();
    RawDocument document = DocumentReader.read("document.json", new ByteArrayInputStream(raw));
    document
        .errors()
        .forEach(
            error -> {
              throw error;
            });
    document
        .snapshots(
            DATE, id -> id.orElseGet(() -> PlaylistId.ofFileName("document.json")), "document.json")
        .forEach(tables::put);
    return tables;
  }

  @Override
  public void put(CsvFile<?> file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.writeTo(out);
    files.put(file.key(), out.toByteArray());
  }

  List<Map<String, String>> songs() {
    return rows(Tables.SONGS);
  }

  List<Map<String, String>> rejects() {
    return rows(Tables.REJECTS);
  }

  Map<String, String> playlist() {
    return rows(Tables.PLAYLISTS).getFirst();
  }

  /// The rows of a table in the order of files and lines. A row maps column names to values.
  List<Map<String, String>> rows(Table<?> table) {
    List<Map<String, String>> rows = new ArrayList<>();
    files.forEach(
        (key, file) -> {
          if (key.startsWith(table.name() + "/")) {
            List<List<String>> lines = HiveCsv.read(file);
            lines.stream().skip(1).forEach(line -> rows.add(row(lines.getFirst(), line)));
          }
        });
    return rows;
  }

  /// The values of one column.
  List<String> column(Table<?> table, String column) {
    return rows(table).stream()
        .map(row -> row.getOrDefault(column, "no column " + column))
        .toList();
  }

  private static Map<String, String> row(List<String> header, List<String> line) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), line.get(i));
    }
    return row;
  }
}
