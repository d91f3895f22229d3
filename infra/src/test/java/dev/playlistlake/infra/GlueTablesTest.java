package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The template's Glue tables say what the schema says. `-Dgolden.update` writes them anew, and
/// still fails.
class TemplateTablesTest {

  @Test
  void theGlueTablesAreMadeFromTheSchema() throws IOException {
    String template = Template.read().text();
    String renewed = TablesSection.renewed(template);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(Template.FILE, renewed);
      Assertions.fail("wrote " + Template.FILE + ": look at the difference");
    }
    assertThat(renewed).isEqualTo(template);
  }

  @Test
  void whatIsWrittenReadsAsTheSchemaAgain() {
    Template template = Template.of(TablesSection.renewed(Template.read().text()));
    for (Table<?> table : Tables.ALL) {
      YamlNode input = template.properties(TablesSection.resource(table)).at("TableInput");
      List<YamlNode> columns = input.at("StorageDescriptor", "Columns").list();

      assertThat(input.at("Name").text()).isEqualTo(table.name());
      assertThat(input.at("Description").text()).isEqualTo("A row is " + table.meaning());
      assertThat(columns.stream().map(column -> column.at("Name").text()))
          .isEqualTo(table.columns().stream().map(Column::name).toList());
      for (int i = 0; i < columns.size(); i++) {
        assertThat(columns.get(i).at("Comment").text())
            .endsWith(": " + table.columns().get(i).meaning())
            .hasSizeLessThanOrEqualTo(255);
      }
      assertThat(input.at("StorageDescriptor", "SerdeInfo", "Parameters").members().values())
          .extracting(YamlNode::text)
          .containsExactly(",", "\"", "\\");
    }
  }
}
