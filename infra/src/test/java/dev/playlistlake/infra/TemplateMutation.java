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
        of("tables", "tables of CrawlerRole", "CrawlerRole", "${Stage}/rejects", "${Stage}/*"),
        of("tables", "classifiers", "Crawler", "Classifiers: [!Ref CsvClassifier]", "X: 1"),
        of("tables", "ContainsHeader", "CsvClassifier", "PRESENT", "UNKNOWN"),
        of("tables", "other schemas", "Crawler", "CombineCompatible", "Combine"),
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
        of(
            "data",
            "SongHistoryTable has 0 lifecycle rules",
            "ProcessedBucket",
            "Prefix: song_history/",
            "Prefix: history/"),
        of(
            "data",
            "NoncurrentDays is \"30\"",
            "ProcessedBucket",
            "NoncurrentDays: 7}",
            "NoncurrentDays: 30}"),
        of(
            "data",
            "the members of",
            "ProcessedBucket",
            "ExpiredObjectDeleteMarker: true",
            "ExpirationInDays: 30"),
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
        anywhere("schedules", "has 5 fields", "cron(20 4 ? * SUN *)", "cron(20 4 ? * SUN)"),
        anywhere("schedules", "rejects cron(0 6 ? * MON *)", "SUN|MON|TUE", "SUN|TUE"),
        anywhere("schedules", "accepts cron(0 6 32 * ? *)", "3[01])", "3[012])"),
        anywhere("schedules", "accepts cron(*/4 * * * ? *)", "([5-9]|[1-5][0-9])", "[1-9]"),
        anywhere("schedules", "FreshnessSchedule", "cron(0 9 * * ? *)", "cron(0 9 * * *)"),
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
            "GetAtt Undelivered.QueueName",
            "GetAtt Lost.QueueName"),
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
        of(
            "metrics",
            "write PartitionsFailed for the same line",
            "PartitionsRegisteredMetric",
            "partitions_failed = 0",
            "partitions_failed < 2"),
        of(
            "metrics",
            "write SpotifyRequests for the same line",
            "StoredMetric",
            "MetricName: PlaylistsStored",
            "MetricName: SpotifyRequests"),
        // The way of an alarm from its cause to the mail.
        of("mail", "no filter writes", "RunMetric", "MetricName: SuccessfulRuns", "MetricName: S"),
        of("mail", "that no function writes", "ExtractFunction", "!Ref ExtractLog", "other"),
        of("mail", "may not write to the log", "ExtractRole", "/extract:*", "/transform:*"),
        of("mail", "not in the template", "ExtractErrorsAlarm", "!Ref ExtractFunction", "extract"),
        of("mail", "nothing may send", "DailyRun", "!GetAtt Undelivered.Arn", "none"),
        of("mail", "nothing may send", "UndeliveredPolicy", "DailyRun.Arn", "HistoryFailed.Arn"),
        of("mail", "nothing may send", "ExtractRole", "!GetAtt ExtractFailures.Arn", "none"),
        of("mail", "nothing may send", "CrawlQueuePolicy", "-processed-", "-raw-"),
        of("mail", "is \"DISABLED\"", "FreshnessFailed", "State: ENABLED", "State: DISABLED"),
        of(
            "mail",
            "not on the default bus",
            "FreshnessFailed",
            "State: ENABLED",
            "State: ENABLED\n      EventBusName: other"),
        of("mail", "has no target", "HistoryFailed", "Targets:", "Other:"),
        of(
            "mail",
            "HistoryFailed may not send to its target",
            "FailedStatementsPolicy",
            "                  - !GetAtt HistoryFailed.Arn\n",
            ""),
        of("mail", "the failed statements of []", "HistoryFailed", "[aws.athena]", "[aws.glue]"),
        of("mail", "the failed statements of []", "HistoryFailed", "-history\"]", "-analysts\"]"),
        of("mail", "the failed statements of []", "HistoryFailed", "Query State", "Query"),
        of(
            "mail",
            "state SUCCEEDED",
            "HistoryFailed",
            "[FAILED, CANCELLED]",
            "[FAILED, CANCELLED, SUCCEEDED]"),
        of(
            "mail",
            "other workgroups",
            "HistoryFailed",
            "workgroupName: [",
            "workgroupName: [primary, "),
        of(
            "mail",
            "the AlarmActions of StaleAlarm",
            "StaleAlarm",
            "AlarmActions: [!Ref AlarmTopic]\n",
            "X: 1\n"),
        of(
            "mail",
            "prevents the mail",
            "StaleAlarm",
            "Threshold: 1",
            "Threshold: 1\n      ActionsEnabled: false"),
        of(
            "mail",
            "doesn't let arn:aws:cloudwatch",
            "StaleAlarm",
            "playlist-lake-${Stage}-stale",
            "stale-${Stage}"),
        of(
            "mail",
            "doesn't let arn:aws:cloudwatch",
            "AlarmTopicPolicy",
            "aws:SourceAccount: !Ref AWS::AccountId",
            "aws:SourceAccount: other"),
        of(
            "mail",
            "the principals that may publish",
            "AlarmTopicPolicy",
            "cloudwatch.amazonaws.com",
            "events.amazonaws.com"),
        of(
            "mail",
            "has the topic as a target",
            "HistoryFailed",
            "!GetAtt FailedStatements.Arn",
            "!Ref AlarmTopic"),
        of(
            "mail",
            "prevents CloudWatch from publishing",
            "AlarmTopic",
            "DisplayName:",
            "KmsMasterKeyId: alias/aws/sns\n      DisplayName:"),
        of("mail", "exactly when AlarmEmail", "AlarmSubscription", "HasAlarmEmail", "CreatesData"),
        of("mail", "TopicArn", "AlarmSubscription", "!Ref AlarmTopic", "!Ref CrawlQueue"),
        of("mail", "Endpoint", "AlarmSubscription", "!Ref AlarmEmail", "me@example.org"),
        new TemplateMutation(
            "mail", "0 subscriptions", template -> template.without("AlarmSubscription")),
        // Who may write.
        of("operator", "PutObject without", "RawBucketPolicy", "HasOperatorRole", "CreatesData"),
        of(
            "operator",
            "doesn't deny s3:DeleteObject on state to a user",
            "RawBucketPolicy",
            "/state/*",
            "/status/*"),
        of(
            "operator",
            "doesn't deny s3:PutObject on rejects to another role",
            "ProcessedBucketPolicy",
            "/rejects/*",
            "/reject/*"),
        of(
            "operator",
            "denies s3:PutObject on song_history",
            "ProcessedBucketPolicy",
            "/songs/*",
            "/song*"),
        of(
            "operator",
            "denies s3:PutBucketPolicy",
            "RawBucketPolicy",
            "[s3:PutObject, s3:DeleteObject,",
            "[s3:*, s3:DeleteObject,"),
        of(
            "operator",
            "denies s3:PutObject on playlists to the extract function of a restored",
            "RawBucketPolicy",
            "${AWS::StackName}-ExtractRole-*",
            "${AWS::StackName}-ExtractRole"),
        of(
            "operator",
            "denies s3:PutObject on songs to the transform function",
            "ProcessedBucketPolicy",
            "!GetAtt TransformRole.Arn",
            "!GetAtt CrawlerRole.Arn"),
        of(
            "operator",
            "denies s3:PutObject on playlists to a service",
            "RawBucketPolicy",
            "aws:PrincipalIsAWSService: \"false\"",
            "aws:PrincipalIsAWSService: \"true\""),
        of(
            "operator",
            "to a request without credentials",
            "RawBucketPolicy",
            "BoolIfExists:",
            "Bool:"),
        anywhere(
            "operator",
            "accepts arn:aws:iam::123456789012:role/l?ke",
            "+=,.@_-]{1,64}",
            "?+=,.@_-]{1,64}"),
        // Queries, and references to resources that aren't in every stack.
        of("queries", "EnforceWork", "Workgroup", "Configuration: true", "Configuration: false"),
        of("queries", "BytesScannedCutoffPerQuery", "Workgroup", "Gigabytes}", "Gigabytes}0"),
        of(
            "queries",
            "the scheduled statements are",
            "HistoryMerge",
            "${HistoryWorkgroup}",
            "${Workgroup}"),
        of(
            "queries",
            "the scheduled statements are",
            "FreshnessCheck",
            "${FreshnessWorkgroup}",
            "${HistoryWorkgroup}"),
        of(
            "queries",
            "the scheduled statements are",
            "CreditHistoryVacuum",
            "VACUUM credit_history",
            "VACUUM song_history"),
        of("queries", "another database", "HistoryMerge", "playlist_lake_${Stage}", "lake"),
        of(
            "queries",
            "without the stage or the time",
            "HistoryMerge",
            "<aws.scheduler.scheduled-time>",
            "today"),
        of(
            "queries",
            "without the stage or the time",
            "HistoryMerge",
            "\"playlist-lake-${Stage}-history-merge-<",
            "\"playlist-lake-history-merge-<"),
        of(
            "queries",
            "ClientRequestToken of another schedule",
            "HistoryVacuum",
            "${Stage}-history-vacuum-<",
            "${Stage}-history-merge-<"),
        of(
            "queries",
            "UndeliveredStatements",
            "HistoryMerge",
            "GetAtt UndeliveredStatements",
            "GetAtt Undelivered"),
        // The order in which resources are created.
        of("order", "can be created before [Analysts]", "SongHistoryTable", "- Analysts\n", "\n"),
        of(
            "order",
            "SnapshotHistoryTable can be created before",
            "SnapshotHistoryTable",
            "DependsOn: CreditHistoryTable",
            "DependsOn: Analysts"),
        of(
            "order",
            "AlarmSubscription is not in every stack",
            "SongHistoryTable",
            "- AlarmTopic\n",
            "- AlarmTopic\n      - AlarmSubscription\n"),
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
        of("names", "same in every stage", "CsvClassifier", "playlist-lake-${Stage}-csv", "csv"),
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
        of("policies", "for every account", "CrawlQueuePolicy", "Condition:", "Conditions:"),
        of(
            "policies",
            "aws:SourceAccount is not this account",
            "ExtractRole",
            "{aws:SourceAccount: !Ref AWS::AccountId}",
            "{aws:SourceAccount: other}"));
  }

  private static TemplateMutation of(
      String rule, String violation, String resource, String from, String to) {
    return new TemplateMutation(rule, violation, template -> template.changed(resource, from, to));
  }

  private static TemplateMutation anywhere(String rule, String violation, String from, String to) {
    return new TemplateMutation(rule, violation, template -> template.changed(from, to));
  }
}
