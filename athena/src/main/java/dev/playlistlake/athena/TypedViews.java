package dev.playlistlake.athena;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Generates the views that cast the text columns of the tables to the types of the schema. An
/// empty field becomes NULL, and so does text that is not of its column's type. A test writes them
/// into `queries.sql`.
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
        + " with typed columns. A row is "
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
    // The date is also kept as text, because conditions on it select partitions.
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
      // Athena cannot cast a time with a zone to a time without. The format consumes the Z.
      case TIMESTAMP -> "TRY(date_parse(" + value + ", '%Y-%m-%dT%H:%i:%sZ')) AS " + name;
    };
  }
}
