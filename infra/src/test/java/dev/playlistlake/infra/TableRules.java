package dev.playlistlake.infra;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every list of tables has all six tables: catalog, lifecycle, notifications, roles and crawler.
/// The tables of the catalog have the columns of the data model.
final class TableRules {
  private static final List<String> NAMES = Tables.ALL.stream().map(Table::name).sorted().toList();

  /// Glue's limit.
  private static final int LONGEST_COMMENT = 255;

  private TableRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    Tables.ALL.forEach(table -> glueTable(table, template, violations));
    YamlNode bucket = template.properties("ProcessedBucket");
    same("lifecycle rules by age", lifecycle(bucket), violations);
    same("the crawler's notifications", notifications(bucket, violations), violations);
    same(
        "PutObject of TransformRole",
        objects("TransformRole", "s3:PutObject", template),
        violations);
    same("GetObject of CrawlerRole", objects("CrawlerRole", "s3:GetObject", template), violations);
    same("tables of CrawlerRole", crawledTables(template), violations);
    same("Glue tables", glueTables(template), violations);
    crawler(template, violations);
    return violations.all();
  }

  /// Returns the logical ID of a table's resource, such as `SongArtistsTable`.
  private static String resource(Table<?> table) {
    return Arrays.stream(table.name().split("_", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "", "Table"));
  }

  private static void glueTable(Table<?> table, Template template, Violations violations) {
    YamlNode input = template.properties(resource(table)).at("TableInput");
    YamlNode columns = input.at("StorageDescriptor", "Columns");
    YamlNode serde = input.at("StorageDescriptor", "SerdeInfo", "Parameters");
    violations
        .require(input.at("Name"), table.name())
        .require(input.at("Description"), "A row is " + table.meaning())
        .requireSame(
            columns.path(),
            columns.list().stream().map(TableRules::column).toList(),
            table.columns().stream().map(TableRules::column).toList())
        .require(serde.at("separatorChar"), ",")
        .require(serde.at("quoteChar"), "\"")
        .require(serde.at("escapeChar"), "\t");
    for (YamlNode column : columns.list()) {
      int length = column.at("Comment").text().length();
      violations.require(
          length <= LONGEST_COMMENT,
          "%s has %d characters, more than %d"
              .formatted(column.at("Comment").path(), length, LONGEST_COMMENT));
    }
  }

  private static String column(YamlNode column) {
    return column.at("Name").text()
        + " "
        + column.at("Type").text()
        + " "
        + column.at("Comment").text();
  }

  /// Returns a column as in the catalog. There every column is text, and its type is in the
  /// comment.
  private static String column(Column<?> column) {
    return "%s string %s%s: %s"
        .formatted(
            column.name(),
            column.type().name().toLowerCase(Locale.ROOT),
            column.optional() ? ", opt" : "",
            column.meaning());
  }

  private static void same(String what, Stream<String> found, Violations violations) {
    violations.requireSame(what, found.sorted().toList(), NAMES);
  }

  private static Stream<String> lifecycle(YamlNode bucket) {
    return bucket.at("LifecycleConfiguration", "Rules").list().stream()
        .filter(rule -> rule.at("ExpirationInDays").isPresent())
        .map(DataRules::folder);
  }

  /// Returns the tables that the crawler may change. Others, such as the history tables, could be
  /// damaged by a crawl.
  private static Stream<String> crawledTables(Template template) {
    String tables = "arn:aws:glue:eu-central-1:" + Template.ACCOUNT + ":table/";
    return PolicyRules.statements("CrawlerRole", template).stream()
        .flatMap(statement -> statement.part().at("Resource").texts().stream())
        .filter(arn -> arn.contains(":table/"))
        .map(arn -> arn.replace(tables + "playlist_lake_prod/", ""));
  }

  private static Stream<String> notifications(YamlNode bucket, Violations violations) {
    List<YamlNode> queues = bucket.at("NotificationConfiguration", "QueueConfigurations").list();
    for (YamlNode queue : queues) {
      violations
          .require(queue.at("Event"), "s3:ObjectCreated:*")
          .require(
              queue.at("Queue"),
              "arn:aws:sqs:eu-central-1:" + Template.ACCOUNT + ":playlist-lake-prod-crawl");
    }
    return queues.stream()
        .map(
            queue ->
                String.join(
                    " ",
                    queue.at("Filter", "S3Key", "Rules").list().stream()
                        .map(rule -> rule.at("Name").text() + " " + rule.at("Value").text())
                        .toList()))
        .map(filter -> filter.replaceFirst("^prefix (\\w+)/ suffix \\.csv$", "$1"));
  }

  private static Stream<String> objects(String role, String action, Template template) {
    String bucket = template.properties("ProcessedBucket").at("BucketName").text();
    return PolicyRules.statements(role, template).stream()
        .filter(statement -> statement.part().at("Action").texts().contains(action))
        .flatMap(statement -> statement.part().at("Resource").texts().stream())
        .map(arn -> arn.replaceFirst("^arn:aws:s3:::" + bucket + "/(\\w+)/\\*$", "$1"));
  }

  private static Stream<String> glueTables(Template template) {
    return template.resources("AWS::Glue::Table").values().stream()
        .filter(table -> !table.at("Properties", "OpenTableFormatInput").isPresent())
        .map(table -> table.at("Properties", "TableInput"))
        .filter(table -> table.at("TableType").is("EXTERNAL_TABLE"))
        .map(table -> table.at("Name").text());
  }

  /// Checks that the crawler adds partitions and changes nothing else.
  private static void crawler(Template template, Violations violations) {
    YamlNode crawler = template.properties("Crawler");
    List<YamlNode> targets = crawler.at("Targets", "CatalogTargets").list();
    violations
        .require(crawler.at("RecrawlPolicy", "RecrawlBehavior"), "CRAWL_EVENT_MODE")
        .require(crawler.at("SchemaChangePolicy", "UpdateBehavior"), "LOG")
        .require(crawler.at("SchemaChangePolicy", "DeleteBehavior"), "LOG")
        .requireSame(
            "the crawler's classifiers",
            crawler.at("Classifiers").texts(),
            List.of("Ref:CsvClassifier"))
        .require(
            isSet(crawler, "/CrawlerOutput/Partitions/AddOrUpdateBehavior", "InheritFromTable"),
            "the crawler's configuration doesn't let partitions inherit from their table")
        .require(
            isSet(crawler, "/Grouping/TableGroupingPolicy", "CombineCompatibleSchemas"),
            "the crawler's configuration lets it create tables for other schemas")
        .require(targets.size() == 1, "the crawler has " + targets.size() + " targets");
    YamlNode csv = template.properties("CsvClassifier").at("CsvClassifier");
    violations
        .require(csv.at("ContainsHeader"), "PRESENT")
        .require(csv.at("Delimiter"), ",")
        .require(csv.at("QuoteSymbol"), "\"")
        .require(csv.at("DisableValueTrimming"), "true")
        .require(csv.at("AllowSingleColumn"), "false");
    for (YamlNode target : targets) {
      violations
          .require(target.at("EventQueueArn"), "GetAtt:CrawlQueue.Arn")
          .require(target.at("DatabaseName"), "Ref:GlueDatabase")
          .requireSame(
              "the crawler's tables",
              target.at("Tables").texts().stream().sorted().toList(),
              Tables.ALL.stream().map(table -> "Ref:" + resource(table)).sorted().toList());
    }
  }

  private static boolean isSet(YamlNode crawler, String member, String wanted) {
    return FilterPattern.json(crawler.at("Configuration").text())
        .map(json -> json.at(member).asText(""))
        .filter(wanted::equals)
        .isPresent();
  }
}
