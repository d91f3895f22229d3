package dev.playlistlake.athena;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.GlueFormat;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generates the parts of the deployment's template that depend on the schema and on `queries.sql`.
/// These are the tables and views of the Glue catalog, the saved queries of the workgroup, and the
/// schedules that start statements. `TemplatePartsIT` fails if a file in `infra/parts` differs from
/// the generated text.
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
        "schedules.yaml",
        part(
            "The schedules that start statements in Athena: each day the merges of the history"
                + " tables and the check of freshness of athena/queries.sql, and each Sunday the"
                + " upkeep of the history tables.",
            Stream.concat(
                HistoryTable.ALL.stream().flatMap(table -> schedules(table, queries)),
                Stream.of(freshness(queries.get("freshness_check"))))));
  }

  private static String part(String introduction, Stream<String> resources) {
    return "# %s\n# Generated, do not edit: %s\n\nResources:\n\n%s"
        .formatted(introduction, COMMAND, resources.collect(Collectors.joining("\n")));
  }

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
            Parameters: %s
            PartitionKeys:
              - {Name: %s, Type: %s, Comment: "UTC date of the run, YYYY-MM-DD"}
            StorageDescriptor:
              Location: !Sub s3://playlist-lake-${Stage}-processed-${AWS::AccountId}-${AWS::Region}/%s/
              InputFormat: %s
              OutputFormat: %s
              SerdeInfo:
                SerializationLibrary: %s
                Parameters: %s
              Columns:
    """
            .formatted(
                logicalId(table.name()) + "Table",
                table.name(),
                GlueView.quote("A row is " + table.meaning()),
                map(GlueFormat.parameters()),
                RawKey.PARTITION,
                GlueFormat.COLUMN_TYPE,
                table.name(),
                GlueFormat.INPUT_FORMAT,
                GlueFormat.OUTPUT_FORMAT,
                GlueFormat.SERDE,
                map(GlueFormat.serdeParameters()))
        + table.columns().stream().map(TemplateParts::column).collect(Collectors.joining());
  }

  /// A map in YAML. Only double quotes turn `\t` into a tab.
  private static String map(SequencedMap<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + GlueView.quote(entry.getValue()).replace("\t", "\\t"))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String column(Column<?> column) {
    String type =
        column.type().name().toLowerCase(Locale.ROOT) + (column.optional() ? ", opt" : "");
    return "            - {Name: %s, Type: %s, Comment: %s}\n"
        .formatted(
            column.name(), GlueFormat.COLUMN_TYPE, GlueView.quote(type + ": " + column.meaning()));
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

  /// The five schedules of a history table. Their names contain the name of its folder on a laptop,
  /// because those of the first table are deployed with it.
  private static Stream<String> schedules(HistoryTable table, QueriesFile queries) {
    String name = table.folder();
    QueryDefinition merge = queries.get(table.name() + "_merge");
    return Stream.concat(
        Stream.of(
            schedule(
                name + "_merge",
                firstSentence(merge.comment()),
                "!Ref HistorySchedule",
                "HistoryWorkgroup",
                merge.sql())),
        Stream.of(HistoryUpkeep.values())
            .map(
                upkeep ->
                    schedule(
                        name + "_" + upkeep.name().toLowerCase(Locale.ROOT),
                        description(upkeep).formatted(table.name()),
                        "cron(%d %d ? * %s *)"
                            .formatted(
                                upkeep.time().getMinute(),
                                upkeep.time().getHour(),
                                HistoryUpkeep.DAY.name().substring(0, 3)),
                        "HistoryWorkgroup",
                        upkeep.sql(table, "${HistoryRetentionDays}"))));
  }

  private static String description(HistoryUpkeep upkeep) {
    return switch (upkeep) {
      case PROPERTIES -> "Sets the properties of %s that compaction and vacuum need.";
      case EXPIRY -> "Deletes days from %s that are older than HistoryRetentionDays.";
      case COMPACTION -> "Rewrites the files of %s without deleted rows.";
      case VACUUM -> "Deletes files that no version of %s from the last day needs.";
    };
  }

  private static String freshness(QueryDefinition check) {
    return schedule(
        "freshness_check",
        firstSentence(check.comment()),
        "!Ref FreshnessSchedule",
        "FreshnessWorkgroup",
        check.sql());
  }

  private static String firstSentence(String comment) {
    return comment.replaceFirst("\\. .*", ".");
  }

  /// A schedule that starts a statement. It may start the statement twice for one time. The token
  /// is then the same, and Athena ignores the second request.
  /// https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
  private static String schedule(
      String name, String description, String expression, String workgroup, String sql) {
    String id = "playlist-lake-${Stage}-" + name.replace('_', '-');
    return """
      %s:
        Type: AWS::Scheduler::Schedule
        Metadata:
          checkov:
            skip:
              - {id: CKV_AWS_297, comment: "The input is an SQL statement without secrets."}
        Properties:
          Name: !Sub %s
          Description: %s
          ScheduleExpression: %s
          FlexibleTimeWindow: {Mode: "OFF"}
          Target:
            Arn: !Sub arn:${AWS::Partition}:scheduler:::aws-sdk:athena:startQueryExecution
            RoleArn: !GetAtt HistoryRole.Arn
            RetryPolicy: {MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 5}
            DeadLetterConfig: {Arn: !GetAtt UndeliveredStatements.Arn}
            Input: !Sub |-
              {"WorkGroup":"${%s}","QueryExecutionContext":{"Database":"%s"},"ClientRequestToken":"%s","QueryString":%s}
    """
        .formatted(
            logicalId(name),
            id,
            GlueView.quote(description),
            expression,
            workgroup,
            DATABASE,
            id + "-<aws.scheduler.scheduled-time>",
            GlueView.quote(sql));
  }

  /// Converts `top_artists` to `TopArtists`, because logical ids have only letters and digits.
  private static String logicalId(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
