package dev.playlistlake.local.infra;

import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.List;
import java.util.stream.Stream;

/// Whatever lists the tables lists all six: catalog, lifecycle, notifications, roles and crawler.
final class TableRules {
  private static final List<String> NAMES = Tables.ALL.stream().map(Table::name).sorted().toList();

  private TableRules() {}

  static List<String> faults(Template template) {
    Faults faults = new Faults();
    faults.unless(
        TablesSection.renewed(template.text()).equals(template.text()),
        "the Glue tables differ from the schema: let TemplateTablesTest write them");
    Part bucket = template.properties("ProcessedBucket");
    same("lifecycle rules", lifecycle(bucket), faults);
    same("the crawler's notifications", notifications(bucket, faults), faults);
    same("PutObject of TransformRole", objects("TransformRole", "s3:PutObject", template), faults);
    same("GetObject of CrawlerRole", objects("CrawlerRole", "s3:GetObject", template), faults);
    same("Glue tables", glueTables(template), faults);
    crawler(template, faults);
    return faults.all();
  }

  private static void same(String what, Stream<String> seen, Faults faults) {
    faults.unlessSame(what, seen.sorted().toList(), NAMES);
  }

  private static Stream<String> lifecycle(Part bucket) {
    return bucket.at("LifecycleConfiguration", "Rules").list().stream()
        .map(rule -> rule.at("Prefix").text())
        .filter(prefix -> !prefix.isEmpty())
        .map(prefix -> prefix.replaceFirst("/$", ""));
  }

  private static Stream<String> notifications(Part bucket, Faults faults) {
    List<Part> queues = bucket.at("NotificationConfiguration", "QueueConfigurations").list();
    for (Part queue : queues) {
      faults
          .unless(queue.at("Event"), "s3:ObjectCreated:*")
          .unless(
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
        .filter(table -> !table.at("Properties", "OpenTableFormatInput").isThere())
        .map(table -> table.at("Properties", "TableInput"))
        .filter(table -> table.at("TableType").is("EXTERNAL_TABLE"))
        .map(table -> table.at("Name").text());
  }

  /// One that adds partitions and changes nothing else.
  private static void crawler(Template template, Faults faults) {
    Part crawler = template.properties("Crawler");
    List<Part> targets = crawler.at("Targets", "CatalogTargets").list();
    faults
        .unless(crawler.at("RecrawlPolicy", "RecrawlBehavior"), "CRAWL_EVENT_MODE")
        .unless(crawler.at("SchemaChangePolicy", "UpdateBehavior"), "LOG")
        .unless(crawler.at("SchemaChangePolicy", "DeleteBehavior"), "LOG")
        .unless(
            FilterPattern.json(crawler.at("Configuration").text())
                .map(json -> json.at("/CrawlerOutput/Partitions/AddOrUpdateBehavior").asText(""))
                .filter("InheritFromTable"::equals)
                .isPresent(),
            "the crawler's configuration doesn't let partitions inherit from their table")
        .unless(targets.size() == 1, "the crawler has " + targets.size() + " targets");
    for (Part target : targets) {
      faults
          .unless(target.at("EventQueueArn"), "GetAtt:CrawlQueue.Arn")
          .unless(target.at("DatabaseName"), "Ref:GlueDatabase")
          .unlessSame(
              "the crawler's tables",
              target.at("Tables").texts().stream().sorted().toList(),
              Tables.ALL.stream()
                  .map(table -> "Ref:" + TablesSection.resource(table))
                  .sorted()
                  .toList());
    }
  }
}
