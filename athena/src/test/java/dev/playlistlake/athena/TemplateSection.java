package dev.playlistlake.athena;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The views and questions as resources of the deployment's template: each view a table of the Glue
/// catalog, each question a saved query of the workgroup, and the history table with the schedule
/// that fills it. The database outlives a stack, and isn't part of every one: so it is named, not
/// referred to, where it may not be.
final class TemplateSection {
  static final String DATABASE = "playlist_lake_${Stage}";

  private TemplateSection() {}

  static String of(List<CatalogView> views, List<NamedSql> questions, NamedSql merge) {
    return history(merge)
        + views.stream().map(TemplateSection::view).collect(Collectors.joining())
        + questions.stream().map(TemplateSection::question).collect(Collectors.joining());
  }

  /// Data that no CSV file may still hold: kept when the stack is deleted.
  private static String history(NamedSql merge) {
    return """
      SongHistoryTable:
        Type: AWS::Glue::Table
        Condition: CreatesData
        DeletionPolicy: RetainExceptOnCreate
        UpdateReplacePolicy: Retain
        DependsOn: ProcessedBucket
        Properties:
          CatalogId: !Ref AWS::AccountId
          DatabaseName: !Ref GlueDatabase
          OpenTableFormatInput:
            IcebergInput: {MetadataOperation: CREATE, Version: "2"}
          TableInput:
            Name: %s
            Description: "A row is one song of one snapshot, as in songs."
            TableType: EXTERNAL_TABLE
            StorageDescriptor:
              Location: !Sub s3://playlist-lake-${Stage}-processed-${AWS::AccountId}-${AWS::Region}/song_history
              Columns:
    %s  HistoryMerge:
        Type: AWS::Scheduler::Schedule
        Metadata:
          checkov:
            skip:
              - {id: CKV_AWS_297, comment: "The input is a statement that stands in this file."}
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
            HistoryTable.NAME,
            HistoryTable.COLUMNS.stream()
                .map(
                    column ->
                        "            - {Name: %s, Type: %s}\n"
                            .formatted(column.name(), HistoryTable.hive(column.type())))
                .collect(Collectors.joining()),
            CatalogView.quote(merge.comment().replaceFirst("\\. .*", ".")),
            DATABASE,
            CatalogView.quote(merge.sql()));
  }

  private static String view(CatalogView view) {
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
                CatalogView.quote(view.view().comment()),
                view.json(DATABASE).replaceAll("\\$\\{(?!Stage})", "\\${!"))
        + view.columns().stream()
            .map(
                column ->
                    "            - {Name: %s, Type: %s}\n"
                        .formatted(column.name(), CatalogView.hive(column.type())))
            .collect(Collectors.joining());
  }

  private static String question(NamedSql question) {
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
            CatalogView.quote(question.comment()),
            text);
  }

  /// `top_artists` → `TopArtists`: logical ids are letters and digits.
  private static String logicalId(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
