package dev.playlistlake.athena;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a statement gave: columns with their types, and rows of values in that order.
///
/// A value is `null`, a `String`, `Boolean`, `Long`, `Double`, `LocalDate` or `LocalDateTime`
/// (UTC); whatever is of another SQL type comes as text.
///
/// @param changed rows that a `MERGE` or `INSERT` changed; 0 for a question
/// @param scannedBytes what was read from the lake's files
public record Answer(
    List<Column> columns, List<List<@Nullable Object>> rows, long changed, long scannedBytes) {

  /// A column's name and SQL type (`varchar`, `bigint`, `double`, `boolean`, `date`, `timestamp`).
  public record Column(String name, String type) {}

  public Answer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
