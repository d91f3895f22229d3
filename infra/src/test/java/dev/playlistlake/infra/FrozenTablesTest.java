package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The resources of the Iceberg tables never change, except for the order of creation. An update by
/// CloudFormation can remove `table_type` and `metadata_location` and so damage a table. If this
/// test fails, restore the resource. For more columns, add a table.
final class FrozenTablesTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/playlistlake/infra/frozen-tables.yaml");
  private static final Path RELEASED = Path.of("rehearsal/released/template-0.1.0.yaml.gz");

  @Test
  void noTextOfATableChanges() throws IOException {
    Template template = Template.read();
    String tables =
        template.resources("AWS::Glue::Table").entrySet().stream()
            .filter(table -> table.getValue().at("Properties", "OpenTableFormatInput").isPresent())
            .map(table -> withoutOrder(table.getKey(), template.text()))
            .collect(Collectors.joining());

    assertThat(tables)
        .as("the Iceberg tables of infra/template.yaml, expected those of %s", GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void theFirstTableIsStillTheDeployedOne() throws IOException {
    try (InputStream gzip = new GZIPInputStream(Files.newInputStream(RELEASED))) {
      String released = new String(gzip.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(withoutOrder(Template.read())).isEqualTo(withoutOrder(Template.of(released)));
    }
  }

  private static Map<String, Object> withoutOrder(Template template) {
    Map<String, Object> resource = new TreeMap<>();
    template
        .resource("SongHistoryTable")
        .members()
        .forEach((name, value) -> resource.put(name, String.valueOf(value.value())));
    assertThat(resource).containsKeys("Type", "Condition", "Properties", "DependsOn");
    resource.remove("DependsOn");
    return resource;
  }

  /// Returns the lines of a resource without `DependsOn`.
  private static String withoutOrder(String resource, String template) {
    Matcher block = Pattern.compile("(?m)^  " + resource + ":\\n(?:    .*\\n)*").matcher(template);
    assertThat(block.find()).as(resource).isTrue();
    return block.group().replaceFirst("    DependsOn:.*\\n(?:      - .*\\n)*", "");
  }
}
