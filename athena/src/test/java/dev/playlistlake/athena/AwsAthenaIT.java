package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;

/// Runs the client against a fake that follows Athena's API reference.
final class AwsAthenaIT {
  private static final String STARTED = "{\"QueryExecutionId\":\"q1\"}";
  private static final String DONE =
      """
      {"QueryExecution":{"QueryExecutionId":"q1","StatementType":"DML","Status":{"State":"SUCCEEDED"},
       "Statistics":{"DataScannedInBytes":4096}}}\
      """;

  private final List<Duration> waits = new ArrayList<>();

  @Test
  void waitsForTheEndAndReturnsTypedRowsOfEveryPage() throws IOException {
    try (FakeAthena fake =
        new FakeAthena(
            STARTED,
            state("QUEUED"),
            state("RUNNING"),
            DONE,
            page(
                "\"NextToken\":\"t\",",
                row("name", "n", "d", "yes", "day", "at"),
                row("x", "3", "1.5", "true", "2026-03-01", "2026-03-01 06:00:00.000")),
            page("", "{\"Data\":[{},{},{},{},{},{}]}"))) {
      SqlResult result = engine(fake).run("SELECT 1");
      assertThat(result.rows())
          .containsExactly(
              List.of("x", 3L, 1.5, true, "2026-03-01", "2026-03-01 06:00:00.000"),
              Arrays.asList(null, null, null, null, null, null));
      assertThat(result.columns()).contains(new SqlResult.Column("n", "bigint"));
      assertThat(result.scannedBytes()).isEqualTo(4096);
      assertThat(waits).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
      assertThat(fake.requests().getFirst())
          .startsWith("StartQueryExecution ")
          .contains("\"QueryString\":\"SELECT 1\"")
          .contains("\"Database\":\"lake\"")
          .contains("\"WorkGroup\":\"group\"");
      assertThat(fake.requests().getLast()).contains("\"NextToken\":\"t\"");
    }
  }

  @Test
  void reportsThePositionOfAnErrorInAStatement() throws IOException {
    String failed =
        """
        {"QueryExecution":{"QueryExecutionId":"q1","Status":{"State":"FAILED",
         "StateChangeReason":"COLUMN_NOT_FOUND: line 2:8: Column 'x' cannot be resolved"}}}\
        """;
    try (FakeAthena fake = new FakeAthena(STARTED, failed)) {
      assertThatThrownBy(() -> engine(fake).run("SELECT\n x"))
          .isInstanceOfSatisfying(
              SqlException.class, error -> assertThat(error.line()).isEqualTo(2))
          .hasMessage("line 2:8: Column 'x' cannot be resolved");
    }
  }

  @Test
  void failsForAnInvalidOrCancelledStatement() throws IOException {
    String invalid =
        "{\"__type\":\"InvalidRequestException\",\"Message\":\"line 1:1: mismatched\"}";
    try (FakeAthena fake = new FakeAthena(invalid, STARTED, state("CANCELLED"))) {
      SqlEngine engine = engine(fake);
      assertThatThrownBy(() -> engine.run("SELEC"))
          .isInstanceOf(SqlException.class)
          .hasMessageContaining("line 1:1: mismatched");
      assertThatThrownBy(() -> engine.run("SELECT 1"))
          .hasMessage("query q1 ended with the state CANCELLED");
    }
  }

  @Test
  void stopsTheStatementWhenItsThreadIsInterrupted() throws IOException {
    try (FakeAthena fake = new FakeAthena(STARTED, state("RUNNING"), "{}")) {
      SqlEngine engine =
          engine(
              fake,
              _ -> {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("cancelled");
              });

      assertThatThrownBy(() -> engine.run("SELECT 1")).hasMessage("cancelled");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(fake.requests().getLast())
          .isEqualTo("StopQueryExecution {\"QueryExecutionId\":\"q1\"}");
    }
  }

  private SqlEngine engine(FakeAthena fake) {
    return engine(fake, waits::add);
  }

  private static SqlEngine engine(FakeAthena fake, Consumer<Duration> sleeper) {
    AthenaClient client =
        AthenaClient.builder()
            .endpointOverride(fake.url())
            .region(Region.EU_CENTRAL_1)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
    return new AwsAthena(client, "group", "lake", sleeper);
  }

  private static String state(String state) {
    return "{\"QueryExecution\":{\"QueryExecutionId\":\"q1\",\"Status\":{\"State\":\"%s\"}}}"
        .formatted(state);
  }

  private static String row(String... values) {
    List<String> data = Arrays.stream(values).map("{\"VarCharValue\":\"%s\"}"::formatted).toList();
    return "{\"Data\":[" + String.join(",", data) + "]}";
  }

  private static String page(String token, String... rows) {
    return """
    {%s"ResultSet":{"Rows":[%s],"ResultSetMetadata":{"ColumnInfo":[
     {"Name":"name","Type":"varchar"},{"Name":"n","Type":"bigint"},{"Name":"d","Type":"double"},
     {"Name":"yes","Type":"boolean"},{"Name":"day","Type":"date"},{"Name":"at","Type":"timestamp"}]}}}\
    """
        .formatted(token, String.join(",", rows));
  }
}
