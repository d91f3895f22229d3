package dev.playlistlake.infra;

import java.util.List;
import java.util.function.UnaryOperator;

/// A change that makes the template violate a rule.
///
/// @param violation a part of the expected violation
record TemplateMutation(String rule, String violation, UnaryOperator<Template> change) {

  @Override
  public String toString() {
    return rule + ": " + violation;
  }

  static List<TemplateMutation> all() {
    return List.of(
        // Other columns, or a missing table.
        of(
            "tables",
            "SongsTable.Properties.TableInput.StorageDescriptor.Columns are",
            "SongsTable",
            "Name: song_name",
            "Name: title"),
        of(
            "tables",
            "Columns are [playlist_id string string: ",
            "RejectsTable",
            "opt: of the content",
            "opt: of it"),
        of("tables", "escapeChar", "AlbumsTable", "escapeChar: \"\\t", "escapeChar: \"\\\\"),
        of("tables", "GetObject of CrawlerRole", "CrawlerRole", "/rejects/*", "/reject/*"),
        of("tables", "PutObject of TransformRole", "TransformRole", "/songs/*", "/*"),
        of("tables", "lifecycle rules", "ProcessedBucket", "Prefix: albums/", "Prefix: album/"),
        of("tables", "notifications", "ProcessedBucket", "Value: songs/}", "Value: song/}"),
        of("tables", "the crawler's tables", "Crawler", "- !Ref RejectsTable\n", "\n"),
        of("tables", "inherit", "Crawler", "InheritFromTable", "Inherit"),
        // Permissions to start functions.
        of("functions", "SourceArn is missing", "TransformPermission", "SourceArn: ", "Other: "),
        of("functions", "SourceAccount", "TransformPermission", "SourceAccount: ", "Other: "),
        of(
            "functions",
            "prevents EventBridge from calling",
            "DailyRunPermission",
            "Principal:",
            "SourceAccount: !Ref AWS::AccountId\n      Principal:"),
        of("functions", "the raw bucket", "TransformPermission", "-raw-", "-processed-"),
        of("functions", "filters", "RawBucket", "suffix, Value: .json.gz", "suffix, Value: .json"),
        of("functions", "RetentionInDays", "ExtractLog", "RetentionInDays", "Retention"),
        of(
            "functions",
            "shorter than the timeout",
            "TransformFailures",
            "VisibilityTimeout: 900",
            "X: 1"),
        of("functions", "SqsManagedSseEnabled", "CrawlQueue", "SqsManagedSseEnabled: true", "X: 1"),
        of("functions", "DestinationConfig", "ExtractFunction", "OnFailure", "OnSuccess"),
        of(
            "functions",
            "Events must not be set",
            "ExtractFunction",
            "Handler:",
            "Events: {}\n      Handler:"),
        anywhere("functions", "LogFormat", "LogFormat: Text", "LogFormat: JSON"),
        anywhere("functions", "architectures", "[arm64]", "[x86_64]"),
        // Encryption, access and retention of the data.
        of("data", "doesn't encrypt", "RawBucket", "SSEAlgorithm: AES256", "SSEAlgorithm: none"),
        of(
            "data",
            "RestrictPublicBuckets",
            "RawBucket",
            "PublicBuckets: true",
            "PublicBuckets: no"),
        of("data", "no policy rejects plain HTTP", "RawBucketPolicy", "Effect: Deny", "Effect: No"),
        of("data", "without the prefix", "ProcessedBucket", "Prefix: albums/", "Suffix: x"),
        of("data", "DependsOn", "RawBucket", "DependsOn: TransformPermission", "X: 1"),
        of("data", "DependsOn", "ProcessedBucket", "DependsOn: CrawlQueuePolicy", "X: 1"),
        of("data", "DeletionPolicy", "SpotifySecret", "DeletionPolicy: Retain", "X: 1"),
        of("data", "overwrite the login", "SpotifySecret", "Description:", "SecretString:"),
        of("data", "Condition", "ProcessedBucket", "Condition: CreatesData\n", "X: 1\n"),
        // Environment.
        anywhere("environment", "doesn't read PLAYLISTS", "PLAYLIST_IDS:", "PLAYLISTS:"),
        of("environment", "RAW_BUCKET", "ExtractFunction", "RAW_BUCKET", "BUCKET"),
        of("environment", "PROCESSED_BUCKET", "TransformFunction", "PROCESSED_", "OTHER_"),
        of("environment", "SPOTIFY_SECRET_ID", "ExtractFunction", "SECRET_ID", "SECRET"),
        anywhere("environment", "LOG_LEVEL", "Default: INFO", "Default: TRACE"),
        anywhere("environment", "the longest environment", "MaxLength: 3500", "MaxLength: 4000"),
        // Schedules.
        anywhere("schedules", "has 5 fields", "cron(20 * * * ? *)", "cron(20 * * * ?)"),
        anywhere("schedules", "accepts rate(2 days)", "rate\\((1 ", "rate\\((2 days|1 "),
        anywhere("schedules", "rejects rate(1 minute)", "(minute|hour|day)", "(hour|day)"),
        of("schedules", "ScheduleExpression", "DailyRun", "!Ref Schedule", "rate(7 days)"),
        // Alarms and their metrics.
        new TemplateMutation(
            "alarms", "MissedRunAlarm", template -> template.without("MissedRunAlarm")),
        of(
            "alarms",
            "MissedRunAlarm is",
            "MissedRunAlarm",
            "Data: breaching",
            "Data: notBreaching"),
        of("alarms", "doesn't refer to", "QuotaStopAlarm", "docs/operations.md", "the docs"),
        of("alarms", "doesn't refer to", "QuotaStopAlarm", ".md#alarms", ".md#alarm"),
        of("alarms", "AlarmActions", "QuotaStopAlarm", "AlarmActions: [!Ref AlarmTopic]\n", "\n"),
        of(
            "alarms",
            "no filter writes",
            "QuotaStopMetric",
            "MetricName: QuotaStops",
            "MetricName: Q"),
        of("alarms", "RejectShareAlarm is", "RejectShareAlarm", "/ items", "* items"),
        of("alarms", "RejectShareAlarm is", "RejectShareAlarm", "Stat: Sum", "Stat: Minimum"),
        of(
            "alarms",
            "MissedRunAlarm is",
            "MissedRunAlarm",
            "Period: 3600",
            "Period: 3600\n      DatapointsToAlarm: 1"),
        of(
            "alarms",
            "of no resource",
            "UndeliveredAlarm",
            "GetAtt Undelivered.Qu",
            "GetAtt Lost.Qu"),
        of(
            "alarms",
            "not in the reviewed list",
            "ExtractErrorsAlarm",
            "Name: Errors",
            "Name: Mistakes"),
        new TemplateMutation(
            "dashboard",
            "RequestsMetric",
            template -> template.changed("Dashboard", "SpotifyRequests", "Requests")),
        of("dashboard", "the dashboard's alarms", "Dashboard", "\"${QuotaStopAlarm.Arn}\", ", ""),
        of("dashboard", "is not JSON", "Dashboard", "]}},", "]},"),
        of("metrics", "reads a log", "ItemsMetric", "!Ref TransformLog", "!Ref OtherLog"),
        of("metrics", "foreign namespace", "ItemsMetric", "PlaylistLake/", "Lake/"),
        // Queries, and references to resources that aren't in every stack.
        of("queries", "EnforceWork", "Workgroup", "Configuration: true", "Configuration: false"),
        of("queries", "BytesScannedCutoffPerQuery", "Workgroup", "Gigabytes}", "Gigabytes}0"),
        of(
            "queries",
            "uses another workgroup",
            "HistoryMerge",
            "${HistoryWorkgroup}",
            "${Workgroup}"),
        of(
            "queries",
            "is not JSON",
            "HistoryVacuum",
            "VACUUM song_history\"}",
            "VACUUM song_history}"),
        of(
            "queries",
            "has 5 fields",
            "HistoryCompaction",
            "cron(10 3 ? * SUN *)",
            "cron(10 3 ? * SUN)"),
        of("references", "not in every stack", "Crawler", "!Ref SongsTable", "!Ref RawBucket"),
        of(
            "references",
            "refers to a missing resource",
            "DailyRun",
            "GetAtt Undelivered",
            "GetAtt Lost"),
        // Names, parameters, policies.
        of("names", "more than 63", "ProcessedBucket", "-processed-", "-processed1-"),
        anywhere("names", "arn:aws:", "arn:${AWS::Partition}:s3", "arn:aws:s3"),
        anywhere("names", "us-east-1", "sqs:${AWS::Region}", "sqs:us-east-1"),
        of("names", "same in every stage", "DailyRun", "-${Stage}-daily", "-daily"),
        of("names", "same in every stage", "CrawlQueue", "playlist-lake-${Stage}-crawl", "crawl"),
        of("parameters", "Schedule is not used", "DailyRun", "!Ref Schedule", "rate(1 day)"),
        anywhere("parameters", "accepts any value", "AllowedValues: [DEBUG, INFO, WARN]", "X: 1"),
        anywhere("parameters", "rejects its default", "Default: prod", "Default: Prod"),
        anywhere("parameters", "LoginCommand is missing", "  LoginCommand:", "  Login:"),
        of(
            "policies",
            "every resource",
            "ExtractRole",
            "Resource: !GetAtt ExtractFailures.Arn",
            "Resource: '*'"),
        of(
            "policies",
            "expected the name of an action",
            "TransformRole",
            "Action: s3:PutObject",
            "Action: s3:*"),
        of(
            "policies",
            "CAPABILITY_NAMED_IAM",
            "CrawlerRole",
            "Policies:",
            "RoleName: x\n      Policies:"),
        of("statements", "s3:DeleteObject", "Analysts", "s3:GetObject", "s3:DeleteObject"),
        of(
            "statements",
            "CrawlerRole.RegisterPartitions",
            "CrawlerRole",
            "- glue:BatchCreatePartition",
            ""),
        of("statements", "CrawlQueuePolicy.NewFiles", "CrawlQueuePolicy", "-processed-", "-raw-"),
        of("statements", "alarm:*", "AlarmTopicPolicy", "playlist-lake-${Stage}-*", "*"),
        new TemplateMutation(
            "statements", "UndeliveredPolicy", template -> template.without("UndeliveredPolicy")),
        of("policies", "for every account", "CrawlQueuePolicy", "Condition:", "Conditions:"));
  }

  private static TemplateMutation of(
      String rule, String violation, String resource, String from, String to) {
    return new TemplateMutation(rule, violation, template -> template.changed(resource, from, to));
  }

  private static TemplateMutation anywhere(String rule, String violation, String from, String to) {
    return new TemplateMutation(rule, violation, template -> template.changed(from, to));
  }
}
