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

/// A processed bucket in memory, and the shortest way from a document to rows.
final class Lake implements ProcessedStore {
  static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  final Map<String, byte[]> files = new LinkedHashMap<>();

  /// Transforms one document as `document.json` of 2026-11-21.
  static Lake of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  static Lake of(byte[] raw) {
    Lake lake = new Lake();
    RawDocument document = RawDocument.read("document.json", new ByteArrayInputStream(raw));
    document
        .snapshots(DAY, () -> PlaylistId.ofFileName("document.json"), "document.json")
        .forEach(lake::put);
    return lake;
  }

  @Override
  public void put(String key, TableRows<?> rows, PlaylistId playlist) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CsvFile.write(rows, playlist, file);
    files.put(key, file.toByteArray());
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

  /// The rows of a table, column by name, in the order of files and lines.
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

  /// One column of a table.
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
