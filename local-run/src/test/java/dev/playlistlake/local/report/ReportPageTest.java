package dev.playlistlake.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The text of the report page: its data, its scripts, and that data cannot become markup.
final class ReportPageTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- {{scripts}} $1 \\ \u2028";

  private static String json() throws IOException {
    SqlResult result =
        new SqlResult(
            List.of(
                new SqlResult.Column("name", "varchar"), new SqlResult.Column("songs", "bigint")),
            List.of(
                Arrays.asList(HOSTILE, 3L), Arrays.asList(null, null), Arrays.asList(HOSTILE, 0L)),
            0,
            0);
    return ReportData.toJson(Map.of("lake", HOSTILE), Map.of("t", result));
  }

  @Test
  void eachTextIsStoredOnceAndNullsStayNulls() throws IOException {
    JsonNode data = new ObjectMapper().readTree(json());

    assertThat(data.at("/strings").toString())
        .isEqualTo(new ObjectMapper().writeValueAsString(List.of(HOSTILE)));
    assertThat(data.at("/tables/t/rows").asInt()).isEqualTo(3);
    assertThat(data.at("/tables/t/columns/name/text").toString()).isEqualTo("[0,-1,0]");
    assertThat(data.at("/tables/t/columns/songs/number").toString()).isEqualTo("[3,null,0]");
  }

  @Test
  void namesCannotEndTheScriptElement() throws IOException {
    String page = ReportPage.render(json());

    Matcher element =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertThat(element.find()).isTrue();
    assertThat(element.group(1)).isEqualTo(json()).doesNotContain("<");
  }

  @Test
  void thePageNamesNoOtherSourceToLoadFrom() throws IOException {
    String page = ReportPage.render("{}");
    String own = page.replaceAll("(?s)<script>.*?</script>", "");

    assertThat(own).doesNotContain("src=", "url(", "@import", "http:", "https:");
    assertThat(own).contains("default-src 'none'; script-src 'sha256-");
    assertThat(page.split("<script>", -1)).hasSize(5);
  }

  @Test
  void theChartsLibraryIsThePublishedFile() throws Exception {
    try (InputStream file = ReportPage.class.getResourceAsStream("echarts/echarts.min.js")) {
      byte[] bytes = Objects.requireNonNull(file).readAllBytes();

      assertThat(new String(bytes, UTF_8)).contains("=\"6.1.0\"");
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
          .isEqualTo("b66b25aeb4df84e33199dc21694014d336d222cbd9deb0e5a7c14bd6aa0d0fd0");
    }
  }

  @Test
  void everyQueryHasANameWithThePrefix() throws IOException {
    assertThat(Report.queries().all(QueryDefinition.Kind.QUESTION))
        .hasSize(9)
        .allSatisfy(query -> assertThat(query.name()).startsWith("report_"));
  }
}
