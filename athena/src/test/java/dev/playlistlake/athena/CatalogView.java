package dev.playlistlake.athena;

import java.util.List;
import java.util.stream.Collectors;

/// A view as a catalog keeps it, so that Athena and Trino find it without anyone having run a
/// statement: a table whose text holds the query and its columns as JSON.
///
/// @param columns with Trino's types
record CatalogView(NamedSql view, List<Answer.Column> columns) {
  /// @param engine one that has the view
  static CatalogView of(NamedSql view, LocalAthena engine) {
    return new CatalogView(view, engine.columns("SELECT * FROM " + view.name() + " LIMIT 0"));
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
