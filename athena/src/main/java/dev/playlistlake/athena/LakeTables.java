package dev.playlistlake.athena;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import java.util.List;
import java.util.stream.Collectors;

/// The statements that make the six tables known to an engine. Both dialects take their columns
/// from the schema, and each column is text: an empty field of another type fails OpenCSVSerDe's
/// reader.
final class LakeTables {
  private LakeTables() {}

  /// Trino's form. It is told the dates that exist, so that none needs to be registered.
  static String trino(Table<?> table, String location, List<String> dates) {
    String partition = RawKey.PARTITION + " varchar";
    String known = "";
    if (!dates.isEmpty()) {
      String values = dates.stream().map(date -> "'" + date + "'").collect(Collectors.joining(","));
      partition +=
          " WITH (partition_projection_type = 'enum', partition_projection_values = ARRAY[%s])"
              .formatted(values);
      known = ", partition_projection_enabled = true";
    }
    return "CREATE TABLE %s (%s, %s) WITH (%s, external_location = '%s', partitioned_by = ARRAY['%s']%s)"
        .formatted(
            table.name(),
            columns(table, "varchar"),
            partition,
            "format = 'CSV', csv_separator = ',', csv_quote = '\"', csv_escape = '\\',"
                + " skip_header_line_count = 1",
            location,
            RawKey.PARTITION,
            known);
  }

  /// Athena's form, for a lake whose catalog the template didn't make.
  static String athena(Table<?> table, String location) {
    return """
    CREATE EXTERNAL TABLE %s (%s)
    PARTITIONED BY (%s string)
    ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
    WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"', 'escapeChar' = '\\\\')
    STORED AS TEXTFILE
    LOCATION '%s'
    TBLPROPERTIES ('skip.header.line.count' = '1', 'classification' = 'csv')\
    """
        .formatted(table.name(), columns(table, "string"), RawKey.PARTITION, location);
  }

  private static String columns(Table<?> table, String type) {
    return table.columns().stream()
        .map(Column::name)
        .map(name -> name + " " + type)
        .collect(Collectors.joining(", "));
  }
}
