package dev.playlistlake.athena;

import java.util.List;
import java.util.stream.Collectors;

/// A view in the form of the Glue catalog: a table whose text has the query and its columns as
/// JSON. Athena and Trino find it there, and nobody has to run a statement.
///
/// @param columns with Trino's types
record GlueView(QueryDefinition view, List<SqlResult.Column> columns) {
  /// @param engine one that has the view
  static GlueView of(QueryDefinition view, LocalAthena engine) {
    return new GlueView(view, engine.columns("SELECT * FROM " + view.name() + " LIMIT 0"));
  }

  /// The JSON inside the text, for the schema given.
  String json(String schema) {
    return "{\"originalSql\":%s,\"catalog\":\"awsdatacatalog\",\"schema\":\"%s\",\"columns\":[%s]}"
        .formatted(
            quote(view.viewSql()),
            schema,
            columns.stream()
                .map(
                    column ->
                        "{\"name\":\"%s\",\"type\":\"%s\"}".formatted(column.name(), column.type()))
                .collect(Collectors.joining(",")));
  }

  /// What Hive, and so Glue, calls a type.
  static String hive(String type) {
    return switch (type) {
      case "varchar" -> "string";
      case "timestamp(3)" -> "timestamp";
      case "bigint", "boolean", "date", "double" -> type;
      default -> throw new IllegalArgumentException("no Hive type is known for " + type);
    };
  }

  /// A text as JSON writes it.
  static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
