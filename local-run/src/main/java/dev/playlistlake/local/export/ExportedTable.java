package dev.playlistlake.local.export;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.SqlText;
import dev.playlistlake.local.lake.Playlists;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A table that `export` writes: one of the six tables with typed columns, or the troubles of the
/// snapshots, which mark those that are incomplete.
///
/// @param name the name of the exported table
/// @param view the view that has its rows
record ExportedTable(String name, String view) {
  static final List<ExportedTable> ALL =
      Stream.concat(
              Tables.ALL.stream()
                  .map(Table::name)
                  .map(name -> new ExportedTable(name, name + "_typed")),
              Stream.of(new ExportedTable("snapshot_troubles", "snapshot_troubles")))
          .toList();

  /// The history tables, which views of a DuckDB file read.
  static final List<ExportedTable> HISTORY =
      HistoryErasure.TABLES.stream().map(name -> new ExportedTable(name, name)).toList();

  /// Returns the statement that selects the rows of some snapshots.
  String sql(SnapshotFilter filter) {
    List<String> conditions = new ArrayList<>();
    filter.from().ifPresent(date -> conditions.add("snapshot_date >= '" + date + "'"));
    filter.to().ifPresent(date -> conditions.add("snapshot_date <= '" + date + "'"));
    if (filter.playlists() instanceof Playlists.Named named) {
      conditions.add(
          SqlText.in("playlist_id", named.ids().stream().map(id -> id.value()).toList()));
    }
    return "SELECT * FROM "
        + view
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }
}
