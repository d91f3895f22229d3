package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The template holds the views and questions of `queries.sql`, and in a form that a catalog gives
/// back. `-Dgolden.update` writes them anew, and still fails.
final class TemplateSectionIT {
  private static final Path TEMPLATE = Path.of("../infra/template.yaml");
  private static final Path FRAGMENT = Path.of("../infra/queries.yaml");
  private static final String NAME = "views and questions, made from athena/queries.sql";

  private static final Pattern VIEW =
      Pattern.compile(
          "(?m)^    Name: (?<name>\\w+)\\n(?:.*\\n)*?.*Fn::Base64: !Sub \\|-\\n +(?<json>\\{.*)$"
              .replace("^    Name", "^ +Name"));

  @TempDir private Path tables;

  @Test
  void holdsEveryViewAndEveryQuestion() throws IOException {
    QueriesFile ours = QueriesFile.ours();
    List<CatalogView> views =
        ours.all(NamedSql.Kind.VIEW).stream()
            .map(view -> CatalogView.of(view, Engine.shared()))
            .toList();
    String file = Files.readString(page());
    String section = TemplateSection.of(views, ours.all(NamedSql.Kind.QUESTION));
    String wanted = Spliced.into(file, "  # ", NAME, section);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(page(), wanted);
      Assertions.fail("wrote " + page() + ": look at the difference");
    }
    assertThat(file).isEqualTo(wanted);
    assertThat(file.length()).isLessThan(1_000_000);
  }

  @Test
  void aCatalogWithTheTemplatesOwnTextAnswersAsTheStatementsDo() throws IOException {
    SmallLake.write(new LakeWriter(tables));
    try (LocalAthena athena = LocalAthena.withoutViews(tables, Optional.empty())) {
      List<MatchResult> views = VIEW.matcher(Files.readString(page())).results().toList();
      assertThat(views).hasSameSizeAs(QueriesFile.ours().all(NamedSql.Kind.VIEW));
      for (MatchResult view : views) {
        store(athena.root(), view.group("name"), deployed(view.group("json")));
      }
      for (String question : List.of("entries_and_exits", "movement", "reconciliation")) {
        String sql = QueriesFile.ours().get(question).sql();
        assertThat(athena.run(sql).rows()).isNotEmpty().isEqualTo(Engine.shared().run(sql).rows());
      }
      for (MatchResult view : views) {
        assertThat(athena.run("SELECT * FROM " + view.group("name") + " LIMIT 1").columns())
            .isNotEmpty();
      }
    }
  }

  // What Fn::Sub and Fn::Base64 make of it.
  private static String deployed(String json) {
    String text = json.replace("${GlueDatabase}", LocalAthena.SCHEMA).replace("${!", "${");
    String encoded =
        Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return "/* Presto View: " + encoded + " */";
  }

  // The form of Trino's file metastore, with what the Glue table has.
  private static void store(Path root, String name, String text) throws IOException {
    Path folder = root.resolve(EngineFolder.CATALOG).resolve(LocalAthena.SCHEMA).resolve(name);
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

  private static Path page() {
    return Files.exists(TEMPLATE) ? TEMPLATE : FRAGMENT;
  }
}
