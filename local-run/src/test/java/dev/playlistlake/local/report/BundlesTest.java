package dev.playlistlake.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The JavaScript libraries in this repository are those that `local-run/src/js` creates: the notes
/// of their versions and hashes match the files.
final class BundlesTest {
  private static final String ECHARTS = "src/main/resources/dev/playlistlake/local/report/echarts/";
  private static final String AXE = "src/test/resources/dev/playlistlake/local/report/axe/";
  private static final Path SOURCES = Path.of("src/js");

  @ParameterizedTest
  @ValueSource(strings = {ECHARTS, AXE})
  void eachFileHasTheHashOfTheNote(Path folder) throws Exception {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> file : note(folder).get("files").properties()) {
      names.add(file.getKey());
      assertThat(sha256(folder.resolve(file.getKey())))
          .as(file.getKey())
          .isEqualTo(file.getValue().asText());
    }
    names.add("bundle.json");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ECHARTS, AXE})
  void theBundleIsNewerThanItsSources(Path folder) throws Exception {
    for (Map.Entry<String, JsonNode> source : note(folder).get("sources").properties()) {
      assertThat(sha256(SOURCES.resolve(source.getKey())))
          .as("%s changed: run `npm run bundle`", source.getKey())
          .isEqualTo(source.getValue().asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ECHARTS, AXE})
  void theVersionsAreThoseOfTheLockFile(Path folder) throws IOException {
    JsonNode locked = json(SOURCES.resolve("package-lock.json")).get("packages");
    JsonNode wanted = json(SOURCES.resolve("package.json")).get("devDependencies");
    for (Map.Entry<String, JsonNode> used : note(folder).get("packages").properties()) {
      JsonNode entry = locked.path("node_modules/" + used.getKey());
      assertThat(entry.path("version")).as(used.getKey()).isEqualTo(used.getValue());
      assertThat(entry.path("integrity").asText()).as(used.getKey()).startsWith("sha512-");
      if (wanted.has(used.getKey())) {
        assertThat(wanted.get(used.getKey())).isEqualTo(used.getValue());
      }
    }
  }

  @Test
  void theChartsNameTheirLicensesAndCannotEndAScriptElement() throws IOException {
    String script = Files.readString(Path.of(ECHARTS, "echarts.min.js"));

    assertThat(script)
        .startsWith("/*! Apache ECharts 6.1.0 ")
        .contains("Apache-2.0", "d3", "zrender", "tslib")
        .doesNotContainIgnoringCase("</script")
        .doesNotContain("<!--");
    assertThat(script.getBytes(UTF_8)).hasSizeLessThan(550_000);
  }

  private static JsonNode note(Path folder) throws IOException {
    return json(folder.resolve("bundle.json"));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
