package dev.playlistlake.athena.independent;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rows of the six tables, by the table's name. Immutable.
///
/// @param today the day of the test, in UTC
record Lake(LocalDate today, Map<String, List<TableRow>> tables) {
  List<TableRow> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  List<TableRow> rows(String table, Snapshot snapshot) {
    return rows(table).stream().filter(row -> row.snapshot().equals(snapshot)).toList();
  }

  Map<Snapshot, List<TableRow>> bySnapshot(String table) {
    return rows(table).stream().collect(Collectors.groupingBy(TableRow::snapshot));
  }
}
