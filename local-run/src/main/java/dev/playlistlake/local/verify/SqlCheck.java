package dev.playlistlake.local.verify;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.lake.Playlists;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs the saved queries `broken_rules` and `troubled_snapshots`, and adds their rows as findings.
/// Used by one thread.
///
/// @param bucket the bucket of the tables, for messages
record SqlCheck(SqlEngine engine, String bucket, SnapshotFilter filter, VerifyTotals totals) {
  private static final String NO_DAY = "playlists has no row on this day";
  private static final String NOT_A_TIME = "added_at is not a time";

  /// Runs both queries.
  ///
  /// @throws SqlException when a query fails
  void check() {
    Rows rules = run("broken_rules");
    for (List<@Nullable Object> row : rules.result().rows()) {
      String rule = rules.text(row, "rule");
      add(checkOf(rule), rules, row, table(rule), rule + rows(rules.text(row, "broken_by")));
    }
    Rows troubles = run("troubled_snapshots");
    for (List<@Nullable Object> row : troubles.result().rows()) {
      String trouble = troubles.text(row, "trouble");
      Check check =
          switch (trouble) {
            case "unfinished" -> Check.UNFINISHED_SNAPSHOTS;
            case "late" -> Check.LATE_SNAPSHOTS;
            default -> Check.TROUBLED_SNAPSHOTS;
          };
      add(check, troubles, row, Tables.PLAYLISTS.name(), "the snapshot is " + trouble);
    }
  }

  private static Check checkOf(String rule) {
    if (rule.equals(NO_DAY)) {
      return Check.DAYS_WITHOUT_ROWS;
    }
    return rule.endsWith(NOT_A_TIME) ? Check.UNREADABLE_TIMES : Check.BROKEN_RULES;
  }

  private static String rows(String brokenBy) {
    return brokenBy.equals("1") ? "" : " (" + brokenBy + " times)";
  }

  /// A rule starts with the name of a table.
  private static String table(String rule) {
    return Tables.ALL.stream()
        .map(Table::name)
        .filter(name -> rule.startsWith(name + ".") || rule.startsWith(name + " "))
        .findFirst()
        .orElse(Tables.PLAYLISTS.name());
  }

  private void add(
      Check check, Rows rows, List<@Nullable Object> row, String table, String message) {
    String date = rows.text(row, RawKey.PARTITION);
    String playlist = rows.text(row, "playlist_id");
    if (!isSelected(playlist)) {
      return;
    }
    String folder = "%s/%s/%s=%s/".formatted(bucket, table, RawKey.PARTITION, date);
    String place = playlist.isEmpty() ? folder : folder + playlist + Table.SUFFIX;
    totals.add(new Finding(check, date, playlist, place, message, Optional.empty()));
  }

  private boolean isSelected(String playlist) {
    return switch (filter.playlists()) {
      case Playlists.All _ -> true;
      case Playlists.Named named ->
          named.ids().stream().anyMatch(id -> id.value().equals(playlist));
    };
  }

  private Rows run(String name) {
    QueryDefinition query = QueriesFile.ours().get(name);
    Map<String, String> dates = new HashMap<>();
    filter.from().ifPresent(date -> dates.put("from_date", date.toString()));
    filter.to().ifPresent(date -> dates.put("to_date", date.toString()));
    return new Rows(engine.run(query.with(dates).sql()));
  }

  /// A result whose values are read by the names of their columns.
  private record Rows(SqlResult result) {
    String text(List<@Nullable Object> row, String column) {
      for (int i = 0; i < row.size(); i++) {
        if (result.columns().get(i).name().equals(column)) {
          return String.valueOf(row.get(i));
        }
      }
      throw new IllegalStateException("the result has no column " + column);
    }
  }
}
