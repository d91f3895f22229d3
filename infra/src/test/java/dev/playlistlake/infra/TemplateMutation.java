package dev.playlistlake.infra;

import java.util.List;
import java.util.function.UnaryOperator;

/// A template that is wrong in one way.
///
/// @param told part of the fault that the rule has to find
record TemplateMutation(String rule, String told, UnaryOperator<Template> change) {

  @Override
  public String toString() {
    return rule + ": " + told;
  }

  static List<TemplateMutation> all() {
    return List.of(
        // A column renamed, added, moved; a table forgotten.
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
        of("tables", "escapeChar", "AlbumsTable", "escapeChar: \"\\\\", "escapeChar: \"\\t"),
        of("tables", "GetObject of CrawlerRole", "CrawlerRole", "/rejects/*", "/reject/*"),
        of("tables", "PutObject of TransformRole", "TransformRole", "/songs/*", "/*"),
        of("tables", "lifecycle rules", "ProcessedBucket", "Prefix: albums/", "Prefix: album/"),
        of("tables", "notifications", "ProcessedBucket", "Value: songs/}", "Value: song/}"),
        of("tables", "the crawler's tables", "Crawler", "- !Ref RejectsTable\n", "\n"),
        of("tables", "inherit", "Crawler", "InheritFromTable", "Inherit"),
        // Who may start what.
        of("functions", "SourceArn is missing", "TransformPermission", "SourceArn: ", "Other: "),
        of("functions", "SourceAccount", "TransformPermission", "SourceAccount: ", "Other: "),
        of(
            "functions",
            "keeps EventBridge from calling",
            "DailyRunPermission",
            "Principal:",
            "SourceAccount: !Ref AWS::AccountId\n      Principal:"),
        of("functions", "the raw bucket", "TransformPermission", "-raw-", "-processed-"),
        of("functions", "filters", "RawBucket", "suffix, Value: .json.gz", "suffix, Value: .json"),
        of("functions", "RetentionInDays", "ExtractLog", "RetentionInDays", "Retention"),
        of("functions", "shorter than what", "TransformFailures", "VisibilityTimeout: 900", "X: 1"),
        of("functions", "SqsManagedSseEnabled", "CrawlQueue", "SqsManagedSseEnabled: true", "X: 1"),
        of("functions", "DestinationConfig", "ExtractFunction", "OnFailure", "OnSuccess"),
        anywhere("functions", "LogFormat", "LogFormat: Text", "LogFormat: JSON"),
        anywhere("functions", "architectures", "[arm64]", "[x86_64]"),
        // What is kept, and who reads it.
        of("data", "encrypts nothing", "RawBucket", "SSEAlgorithm: AES256", "SSEAlgorithm: none"),
        of(
            "data",
            "RestrictPublicBuckets",
            "RawBucket",
            "PublicBuckets: true",
            "PublicBuckets: no"),
        of("data", "no policy refuses plain HTTP", "RawBucketPolicy", "Effect: Deny", "Effect: No"),
        of("data", "without the prefix", "ProcessedBucket", "Prefix: albums/", "Suffix: x"),
        of("data", "DependsOn", "RawBucket", "DependsOn: TransformPermission", "X: 1"),
        of("data", "DependsOn", "ProcessedBucket", "DependsOn: CrawlQueuePolicy", "X: 1"),
        of("data", "DeletionPolicy", "SpotifySecret", "DeletionPolicy: Retain", "X: 1"),
        of("data", "overwrite the login", "SpotifySecret", "Description:", "SecretString:"),
        of("data", "Condition", "ProcessedBucket", "Condition: CreatesData\n", "X: 1\n"),
        // Environment.
        anywhere("environment", "doesn't read PLAYLISTS", "PLAYLIST_IDS:", "PLAYLISTS:"),
        of("environment", "RAW_BUCKET is missing", "ExtractFunction", "RAW_BUCKET", "BUCKET"),
        of("environment", "set PROCESSED_BUCKET", "TransformFunction", "PROCESSED_", "OTHER_"),
        of("environment", "SPOTIFY_SECRET_ID is missing", "ExtractFunction", "SECRET_ID", "SECRET"),
        anywhere("environment", "LOG_LEVEL is none of", "Default: INFO", "Default: TRACE"),
        anywhere("environment", "the longest environment", "MaxLength: 3500", "MaxLength: 4000"),
        // Schedules.
        anywhere("schedules", "has 5 fields", "cron(20 * * * ? *)", "cron(20 * * * ?)"),
        anywhere("schedules", "takes rate(2 days)", "rate\\((1 ", "rate\\((2 days|1 "),
        anywhere("schedules", "refuses rate(1 minute)", "(minute|hour|day)", "(hour|day)"),
        of("schedules", "ScheduleExpression", "DailyRun", "!Ref Schedule", "rate(7 days)"),
        // Alarms and what they read.
        new TemplateMutation(
            "alarms", "MissedRunAlarm", template -> template.without("MissedRunAlarm")),
        of(
            "alarms",
            "MissedRunAlarm is",
            "MissedRunAlarm",
            "Data: breaching",
            "Data: notBreaching"),
        of("alarms", "AlarmActions", "QuotaStopAlarm", "AlarmActions: [!Ref AlarmTopic]\n", "\n"),
        of(
            "alarms",
            "no filter makes",
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
        of("alarms", "of nothing", "UndeliveredAlarm", "GetAtt Undelivered.Qu", "GetAtt Lost.Qu"),
        of("alarms", "nobody reviewed", "ExtractErrorsAlarm", "Name: Errors", "Name: Mistakes"),
        new TemplateMutation(
            "dashboard",
            "RequestsMetric",
            template -> template.changed("Dashboard", "SpotifyRequests", "Requests")),
        of("dashboard", "the dashboard's alarms", "Dashboard", "\"${QuotaStopAlarm.Arn}\", ", ""),
        of("dashboard", "is no JSON", "Dashboard", "]}},", "]},"),
        of("metrics", "reads no log", "ItemsMetric", "!Ref TransformLog", "!Ref OtherLog"),
        of("metrics", "namespace of others", "ItemsMetric", "PlaylistLake/", "Lake/"),
        // Questions, and what isn't in every stack.
        of("queries", "EnforceWork", "Workgroup", "Configuration: true", "Configuration: false"),
        of("queries", "BytesScannedCutoffPerQuery", "Workgroup", "Gigabytes}", "Gigabytes}0"),
        of("queries", "asks elsewhere", "HistoryMerge", "${HistoryWorkgroup}", "${Workgroup}"),
        of(
            "queries",
            "is no JSON",
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
        of("references", "refers to nothing", "DailyRun", "GetAtt Undelivered", "GetAtt Lost"),
        // Names, parameters, policies.
        of("names", "more than 63", "ProcessedBucket", "-processed-", "-processed1-"),
        anywhere("names", "arn:aws:", "arn:${AWS::Partition}:s3", "arn:aws:s3"),
        anywhere("names", "us-east-1", "sqs:${AWS::Region}", "sqs:us-east-1"),
        of("names", "same in every stage", "CrawlQueue", "playlist-lake-${Stage}-crawl", "crawl"),
        of("parameters", "Schedule is not used", "DailyRun", "!Ref Schedule", "rate(1 day)"),
        anywhere("parameters", "takes anything", "AllowedValues: [DEBUG, INFO, WARN]", "X: 1"),
        anywhere("parameters", "refuses its own default", "Default: prod", "Default: Prod"),
        anywhere("parameters", "LoginCommand is missing", "  LoginCommand:", "  Login:"),
        of(
            "policies",
            "every resource",
            "ExtractRole",
            "Resource: !GetAtt ExtractFailures.Arn",
            "Resource: '*'"),
        of("policies", "name each action", "TransformRole", "Action: s3:PutObject", "Action: s3:*"),
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
        of("policies", "for everybody", "CrawlQueuePolicy", "Condition:", "Conditions:"));
  }

  private static TemplateMutation of(
      String rule, String told, String resource, String from, String to) {
    return new TemplateMutation(rule, told, template -> template.changed(resource, from, to));
  }

  private static TemplateMutation anywhere(String rule, String told, String from, String to) {
    return new TemplateMutation(rule, told, template -> template.changed(from, to));
  }
}
