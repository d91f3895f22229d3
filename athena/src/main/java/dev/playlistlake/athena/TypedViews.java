package dev.playlistlake.athena;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The views that cast the columns of the tables, which are all text, to the types of the schema.
/// An empty field is NULL, and so is text that is not of its column's type.
final class TypedViews {
  private TypedViews() {}

  /// The section of `queries.sql` with these views.
  static String section() {
    return Tables.ALL.stream().map(TypedViews::statement).collect(Collectors.joining("\n"));
  }

  private static String statement(Table<?> table) {
    String name = table.name() + "_typed";
    return "-- name: "
        + name
        + "\n-- The table "
        + table.name()
        + " with types. A row is "
        + table.meaning()
        + ".\nCREATE OR REPLACE VIEW "
        + name
        + " AS\nSELECT\n"
        + String.join(",\n", expressions(table))
        + "\nFROM "
        + table.name()
        + ";\n";
  }

  private static List<String> expressions(Table<?> table) {
    List<String> expressions = new ArrayList<>();
    // The date as text stays too: conditions on it choose partitions.
    expressions.add("  " + RawKey.PARTITION);
    expressions.add("  TRY_CAST(" + RawKey.PARTITION + " AS date) AS snapshot_day");
    for (Column<?> column : table.columns()) {
      expressions.add("  " + expression(column));
      if (column.name().equals("release_date")) {
        expressions.add(
            "  CASE WHEN release_date_precision = 'day' THEN TRY_CAST(release_date AS date) END"
                + " AS released_on");
      }
    }
    return expressions;
  }

  private static String expression(Column<?> column) {
    String name = column.name();
    String value = "NULLIF(" + name + ", '')";
    if (column.key() && column.type() == Column.Type.STRING) {
      return name;
    }
    return switch (column.type()) {
      case STRING -> value + " AS " + name;
      case INTEGER -> "TRY_CAST(" + value + " AS bigint) AS " + name;
      case BOOLEAN -> "TRY_CAST(" + value + " AS boolean) AS " + name;
      // Athena can't cast a time with a zone to one without. The format consumes the Z.
      case TIMESTAMP -> "TRY(date_parse(" + value + ", '%Y-%m-%dT%H:%i:%sZ')) AS " + name;
    };
  }
}
