package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The generated parts of the template are current. Their views in a catalog have the same results
/// as the statements of `queries.sql`.
final class TemplatePartsIT {
  private static final Path CATALOG = TemplateParts.FOLDER.resolve("catalog.yaml");

  private static final Pattern VIEW =
      Pattern.compile(
          "(?m)^ +Name: (?<name>\\w+)\\n.*\\n.*\\n +TableType: VIRTUAL_VIEW\\n"
              + "(?:.*\\n){7} +(?<json>\\{.*)$");

  @TempDir private Path tables;

  @Test
  void everyGeneratedPartIsCurrent() throws IOException {
    for (Map.Entry<String, String> part : TemplateParts.all(SampleLakeEngine.shared()).entrySet()) {
      assertThat(Files.readString(TemplateParts.FOLDER.resolve(part.getKey())))
          .as("infra/parts/%s (to write it, run %s)", part.getKey(), TemplateParts.COMMAND)
          .isEqualTo(part.getValue());
    }
  }

  @Test
  void viewsFromTheTemplateHaveTheResultsOfTheStatements() throws IOException {
    SampleLake.write(new SampleLakeWriter(tables));
    try (LocalAthena athena =
        LocalAthena.openTables(TrinoWorkDir.linked(tables, Optional.empty()), new EnginePort())) {
      athena.createHistories();
      List<MatchResult> views = VIEW.matcher(Files.readString(CATALOG)).results().toList();
      assertThat(views).hasSameSizeAs(QueriesFile.ours().all(QueryDefinition.Kind.VIEW));
      for (MatchResult view : views) {
        store(athena.root(), view.group("name"), deployed(view.group("json")));
      }
      for (String question : List.of("entries_and_exits", "movement", "reconciliation")) {
        String sql = QueriesFile.ours().get(question).sql();
        assertThat(athena.run(sql).rows())
            .isNotEmpty()
            .isEqualTo(SampleLakeEngine.shared().run(sql).rows());
      }
      for (MatchResult view : views) {
        assertThat(athena.run("SELECT * FROM " + view.group("name") + " LIMIT 1").columns())
            .isNotEmpty();
      }
    }
  }

  // Applies Fn::Sub and Fn::Base64 like CloudFormation.
  private static String deployed(String json) {
    String text = json.replace(TemplateParts.DATABASE, LocalAthena.SCHEMA).replace("${!", "${");
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return "/* Presto View: " + encoded + " */";
  }

  // Stores the members of the Glue table in the format of Trino's file metastore.
  private static void store(Path root, String name, String text) throws IOException {
    Path folder = root.resolve(TrinoWorkDir.CATALOG).resolve(LocalAthena.SCHEMA).resolve(name);
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(".trinoSchema"),
        """
        {"writerVersion":"testversion","owner":"playlist-lake","tableType":"VIRTUAL_VIEW","dataColumns":[{"name":"dummy","type":"string","properties":{}}],
         "partitionColumns":[],"parameters":{"presto_view":"true","comment":"Presto View"},
         "originalStorageFormat":{},"serdeParameters":{},"viewOriginalText":"%s",
         "viewExpandedText":"/* Presto View */","columnStatistics":{}}\
        """
            .formatted(text));
  }
}
