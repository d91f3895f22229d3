package dev.playlistlake.athena;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generates the parts of the deployment's template that depend on the schema and on `queries.sql`.
/// These are the tables and views of the Glue catalog, the saved queries of the workgroup, and the
/// schedule that fills the history table. `TemplatePartsIT` fails if a file in `infra/parts`
/// differs from the generated text.
///
/// The views and saved queries contain the name of the database instead of a reference, because the
/// database outlives its stack, and an existing database belongs to no stack.
final class TemplateParts {
  /// The folder of the parts, relative to this module.
  static final Path FOLDER = Path.of("../infra/parts");

  /// Writes the generated parts and then the template.
  static final String COMMAND = "./mvnw -q -Dquick -DskipTests -Dtemplate.write package";

  /// The name of the database, for `Fn::Sub`.
  static final String DATABASE = "playlist_lake_${Stage}";

  private TemplateParts() {}

  /// Writes the parts.
  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, String> part : all(SampleLakeEngine.shared()).entrySet()) {
      Files.writeString(FOLDER.resolve(part.getKey()), part.getValue());
    }
    // The engine's threads would keep the program running.
    System.exit(0);
  }

  /// The text of each part by file name.
  ///
  /// @param engine an engine with the views, which knows the types of their columns
  static Map<String, String> all(LocalAthena engine) {
    QueriesFile queries = QueriesFile.ours();
    Stream<String> tables = Tables.ALL.stream().map(TemplateParts::table);
    Stream<String> views =
        queries.all(QueryDefinition.Kind.VIEW).stream()
            .map(view -> view(GlueView.of(view, engine)));
    return Map.of(
        "catalog.yaml",
        part(
            "The Glue catalog with the six tables of shared-model and the views of"
                + " athena/queries.sql.",
            Stream.concat(tables, views)),
        "questions.yaml",
        part(
            "The saved queries of athena/queries.sql, in the workgroup.",
            queries.all(QueryDefinition.Kind.QUESTION).stream().map(TemplateParts::question)),
        "history-merge.yaml",
        part(
            "Starts the statement song_history_merge of athena/queries.sql each day.",
            Stream.of(historyMerge(queries.get("song_history_merge")))));
  }

  private static String part(String introduction, Stream<String> resources) {
    return "# %s\n# Generated, do not edit: %s\n\nResources:\n\n%s"
        .formatted(introduction, COMMAND, resources.collect(Collectors.joining("\n")));
  }

  /// The escape character is a tab, which no file contains, so that a backslash is a backslash. In
  /// YAML, only double quotes turn `\t` into a tab.
  private static String table(Table<?> table) {
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
                Parameters: {separatorChar: ",", quoteChar: '"', escapeChar: "\\t"}
              Columns:
    """
            .formatted(
                logicalId(table.name()) + "Table",
                table.name(),
                GlueView.quote("A row is " + table.meaning()),
                RawKey.PARTITION,
                table.name())
        + table.columns().stream().map(TemplateParts::column).collect(Collectors.joining());
  }

  /// Every column is text, and views cast it. An empty value in a numeric column would make the
  /// whole query fail.
  private static String column(Column<?> column) {
    String type =
        column.type().name().toLowerCase(Locale.ROOT) + (column.optional() ? ", opt" : "");
    return "            - {Name: %s, Type: string, Comment: %s}\n"
        .formatted(column.name(), GlueView.quote(type + ": " + column.meaning()));
  }

  private static String view(GlueView view) {
    return """
      %s:
        Type: AWS::Glue::Table
        Properties:
          CatalogId: !Ref AWS::AccountId
          DatabaseName: !If [CreatesData, !Ref GlueDatabase, !Sub "playlist_lake_${Stage}"]
          TableInput:
            Name: %s
            Description: %s
            Owner: playlist-lake
            TableType: VIRTUAL_VIEW
            Parameters:
              presto_view: 'true'
              comment: Presto View
            ViewOriginalText: !Sub
              - '/* Presto View: ${View} */'
              - View:
                  Fn::Base64: !Sub |-
                    %s
            ViewExpandedText: /* Presto View */
            PartitionKeys: []
            StorageDescriptor:
              SerdeInfo: {}
              Columns:
    """
            .formatted(
                logicalId(view.view().name()) + "View",
                view.view().name(),
                GlueView.quote(view.view().comment()),
                view.json(DATABASE).replaceAll("\\$\\{(?!Stage})", "\\${!"))
        + view.columns().stream()
            .map(
                column ->
                    "            - {Name: %s, Type: %s}\n"
                        .formatted(column.name(), GlueView.hive(column.type())))
            .collect(Collectors.joining());
  }

  private static String question(QueryDefinition question) {
    String text = ("-- " + question.comment() + "\n" + question.sql()).indent(10);
    return """
      %s:
        Type: AWS::Athena::NamedQuery
        Properties:
          Name: %s
          Description: %s
          Database: !Sub playlist_lake_${Stage}
          WorkGroup: !Ref Workgroup
          QueryString: |-
    %s\
    """
        .formatted(
            logicalId(question.name()) + "Query",
            question.name(),
            GlueView.quote(question.comment()),
            text);
  }

  private static String historyMerge(QueryDefinition merge) {
    return """
      HistoryMerge:
        Type: AWS::Scheduler::Schedule
        Metadata:
          checkov:
            skip:
              - {id: CKV_AWS_297, comment: "The input is a statement in this file."}
        Properties:
          Name: !Sub playlist-lake-${Stage}-history-merge
          Description: %s
          ScheduleExpression: !Ref HistorySchedule
          FlexibleTimeWindow: {Mode: "OFF"}
          Target:
            Arn: !Sub arn:${AWS::Partition}:scheduler:::aws-sdk:athena:startQueryExecution
            RoleArn: !GetAtt HistoryRole.Arn
            RetryPolicy: {MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 5}
            DeadLetterConfig: {Arn: !GetAtt Undelivered.Arn}
            Input: !Sub |-
              {"WorkGroup":"${HistoryWorkgroup}","QueryExecutionContext":{"Database":"%s"},"QueryString":%s}
    """
        .formatted(
            GlueView.quote(merge.comment().replaceFirst("\\. .*", ".")),
            DATABASE,
            GlueView.quote(merge.sql()));
  }

  /// Converts `top_artists` to `TopArtists`, because logical ids have only letters and digits.
  private static String logicalId(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
