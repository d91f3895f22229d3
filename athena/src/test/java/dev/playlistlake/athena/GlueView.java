package dev.playlistlake.athena;

import java.util.List;
import java.util.stream.Collectors;

/// A view in the form of the Glue catalog, which is a table whose text contains the query and its
/// columns as JSON. Athena and Trino find it there, so no statement needs to create it.
/// [TemplateParts] uses it.
///
/// @param columns the columns with Trino's types
record GlueView(QueryDefinition view, List<SqlResult.Column> columns) {
  /// Creates the catalog's form of a view.
  ///
  /// @param engine an engine that has the view
  static GlueView of(QueryDefinition view, LocalAthena engine) {
    return new GlueView(view, engine.columns("SELECT * FROM " + view.name() + " LIMIT 0"));
  }

  /// The JSON in the text, for the given schema.
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

  /// The name of a type in Hive and in Glue.
  static String hive(String type) {
    return switch (type) {
      case "varchar" -> "string";
      case "timestamp(3)" -> "timestamp";
      case "bigint", "boolean", "date", "double" -> type;
      default -> throw new IllegalArgumentException("no Hive type is known for " + type);
    };
  }

  /// Returns the text as a JSON string.
  static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
