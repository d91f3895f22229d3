package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.AwsApi;
import dev.playlistlake.transform.PartitionRegistry;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares the partitions that the transform registers with the tables of the template. Athena
/// reads the files of a partition with the partition's own settings, not with those of the table.
class RegisteredPartitionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Template TEMPLATE = Template.read();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  /// The partition of each table, by the table's name.
  private static Map<String, JsonNode> registered = Map.of();

  @BeforeAll
  static void register() throws IOException {
    Map<String, String> environment = EnvironmentRules.variables("TransformFunction", TEMPLATE);
    String database = environment.getOrDefault("GLUE_DATABASE", "");
    String bucket = environment.getOrDefault("PROCESSED_BUCKET", "");
    try (GlueServer glue = GlueServer.start();
        AwsApi aws = glue.client()) {
      new PartitionRegistry(aws, database, bucket).register(Set.of(DAY));
      registered =
          glue.requests().stream()
              .map(GlueServer.Request::body)
              .collect(
                  Collectors.toMap(
                      body -> body.path("DatabaseName").asText() + "." + name(body),
                      body -> body.path("PartitionInputList")));
    }
  }

  private static String name(JsonNode request) {
    return request.path("TableName").asText();
  }

  @Test
  void aPartitionHasEverySettingOfItsTable() {
    assertThat(registered).hasSize(6);
    for (Table<?> table : Tables.ALL) {
      assertThat(registered.get("playlist_lake_prod." + table.name()))
          .as(table.name())
          .isEqualTo(expected(TEMPLATE, table));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "classification: \"csv\" ! classification: \"json\"",
        "compressionType: ! compression:",
        "skip.header.line.count: \"1\" ! skip.header.line.count: \"0\"",
        "TextInputFormat ! OtherInputFormat",
        "HiveIgnoreKeyTextOutputFormat ! OtherOutputFormat",
        "OpenCSVSerde ! LazySimpleSerDe",
        "escapeChar: \"\\t\" ! escapeChar: \"/\"",
        "quoteChar: ! quotechar:",
        "{Name: isrc, ! {Name: ISRC,",
        "{Name: isrc, Type: string ! {Name: isrc, Type: bigint",
        "/songs/ ! /song/",
        "SerdeInfo: ! Serde:",
      })
  void aChangeOfATableIsAChangeOfItsPartitions(String from, String to) {
    Template changed = TEMPLATE.changed("SongsTable", from, to);

    assertThat(registered.get("playlist_lake_prod.songs"))
        .isNotEqualTo(expected(changed, Tables.SONGS));
  }

  /// Returns the list of the one partition that the table of the template needs. The columns have
  /// no comments, which no reader uses.
  private static JsonNode expected(Template template, Table<?> table) {
    String resource =
        template.resources("AWS::Glue::Table").entrySet().stream()
            .filter(
                entry -> entry.getValue().at("Properties", "TableInput", "Name").is(table.name()))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining());
    JsonNode input = JSON.valueToTree(template.properties(resource).at("TableInput").value());
    ObjectNode storage = input.path("StorageDescriptor").deepCopy();
    storage.put("Location", storage.path("Location").asText() + "snapshot_date=" + DAY + "/");
    storage.path("Columns").forEach(column -> ((ObjectNode) column).remove("Comment"));
    ObjectNode partition = JSON.createObjectNode();
    partition.putArray("Values").add(DAY.toString());
    partition.set("Parameters", input.path("Parameters"));
    partition.set("StorageDescriptor", storage);
    return JSON.createArrayNode().add(partition);
  }
}
