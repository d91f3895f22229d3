package dev.playlistlake.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    return ReportData.toJson(Map.of("lake", HOSTILE), Map.of("t", result), Map.of());
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
  void aColumnThatRepeatsValuesIsStoredAsRuns() throws IOException {
    SqlResult result =
        new SqlResult(
            List.of(
                new SqlResult.Column("name", "varchar"), new SqlResult.Column("songs", "bigint")),
            Collections.nCopies(9, Arrays.asList("Focus", 7L)),
            0,
            0);
    JsonNode data =
        new ObjectMapper().readTree(ReportData.toJson(Map.of(), Map.of("t", result), Map.of()));

    assertThat(data.at("/tables/t/columns/name/textRuns").toString()).isEqualTo("[0,9]");
    assertThat(data.at("/tables/t/columns/songs/numberRuns").toString()).isEqualTo("[7,9]");
  }

  @Test
  void aColumnThatGrowsIsStoredAsSteps() throws IOException {
    SqlResult result =
        new SqlResult(
            List.of(new SqlResult.Column("n", "bigint"), new SqlResult.Column("m", "bigint")),
            List.of(
                List.of(1000L, 1000L),
                List.of(1002L, 1001L),
                List.of(1005L, 1002L),
                List.of(1004L, 1003L),
                List.of(1007L, 1004L),
                List.of(1011L, 1005L)),
            0,
            0);
    JsonNode data =
        new ObjectMapper().readTree(ReportData.toJson(Map.of(), Map.of("t", result), Map.of()));

    assertThat(data.at("/tables/t/columns/n/numberSteps").toString())
        .isEqualTo("[1000,2,3,-1,3,4]");
    assertThat(data.at("/tables/t/columns/m/numberStepRuns").toString()).isEqualTo("[1000,1,1,5]");
  }

  @Test
  void thePageHasCoversInPlaceOfAddressesOfImages() throws IOException {
    SqlResult result =
        new SqlResult(
            List.of(new SqlResult.Column("image_url", "varchar")),
            List.of(Arrays.asList("https://i/1"), Arrays.asList("https://i/2")),
            0,
            0);
    String json =
        ReportData.toJson(
            Map.of(), Map.of("t", result), Map.of("https://i/2", "data:image/jpeg;base64,AA=="));
    JsonNode data = new ObjectMapper().readTree(json);

    assertThat(data.at("/tables/t/columns/cover/number").toString()).isEqualTo("[null,0]");
    assertThat(data.at("/covers").toString()).isEqualTo("[\"data:image/jpeg;base64,AA==\"]");
    assertThat(json).doesNotContain("https:");
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
    assertThat(page.split("<script>", -1)).hasSize(13);
  }

  @Test
  void everyQueryHasANameWithThePrefix() throws IOException {
    assertThat(Report.queries().all(QueryDefinition.Kind.QUESTION))
        .hasSize(6)
        .allSatisfy(query -> assertThat(query.name()).startsWith("report_"));
  }
}
