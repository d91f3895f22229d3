package dev.playlistlake.infra;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The part of the template that is made from the schema.
final class TablesSection {
  private static final String BEGIN = "  # <tables: made from the schema by TemplateTablesTest>\n";
  private static final String END = "  # </tables>\n";

  private TablesSection() {}

  /// The template's text with this part made anew.
  static String renewed(String template) {
    int begin = template.indexOf(BEGIN) + BEGIN.length();
    int end = template.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw new IllegalArgumentException("the template has no part between " + BEGIN + END);
    }
    String tables = Tables.ALL.stream().map(TablesSection::table).collect(Collectors.joining("\n"));
    return template.substring(0, begin) + tables + template.substring(end);
  }

  /// The table's resource: `SongArtistsTable`.
  static String resource(Table<?> table) {
    return Arrays.stream(table.name().split("_", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "", "Table"));
  }

  private static String table(Table<?> table) {
    String columns =
        table.columns().stream().map(TablesSection::column).collect(Collectors.joining());
    return """
      %s:
        Type: AWS::Glue::Table
        Properties:
          CatalogId: !Ref AWS::AccountId
          DatabaseName: !If [CreatesData, !Ref GlueDatabase, !Sub "playlist_lake_${Stage}"]
          TableInput:
            Name: %s
            Description: %s
            TableType: EXTERNAL_TABLE
            Parameters: {classification: csv, skip.header.line.count: "1"}
            PartitionKeys:
              - {Name: %s, Type: string, Comment: "UTC date of the run, YYYY-MM-DD"}
            StorageDescriptor:
              Location: !Sub s3://playlist-lake-${Stage}-processed-${AWS::AccountId}-${AWS::Region}/%s/
              InputFormat: org.apache.hadoop.mapred.TextInputFormat
              OutputFormat: org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat
              SerdeInfo:
                SerializationLibrary: org.apache.hadoop.hive.serde2.OpenCSVSerde
                Parameters: {separatorChar: ",", quoteChar: '"', escapeChar: "\\\\"}
              Columns:
    """
            .formatted(
                resource(table),
                table.name(),
                quoted("A row is " + table.meaning()),
                RawKey.PARTITION,
                table.name())
        + columns;
  }

  /// Types come from views: an empty value in a column of numbers makes the whole query fail.
  private static String column(Column<?> column) {
    String type =
        column.type().name().toLowerCase(Locale.ROOT) + (column.optional() ? ", opt" : "");
    return "            - {Name: %s, Type: string, Comment: %s}\n"
        .formatted(column.name(), quoted(type + ": " + column.meaning()));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
