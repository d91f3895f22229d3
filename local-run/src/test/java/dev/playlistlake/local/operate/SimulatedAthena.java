package dev.playlistlake.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Athena, which records the statements and runs none. [AwsStub] answers requests with it.
public final class SimulatedAthena {
  /// Each statement that was started, as `workgroup/database: statement`.
  public final List<String> started = Collections.synchronizedList(new ArrayList<>());

  /// Returns the reason for which a statement fails, or empty when it succeeds.
  public Function<String, Optional<String>> failure = _ -> Optional.empty();

  /// The rows that a `DELETE` reports as deleted.
  public long deleted;

  private final Map<String, String> statements = new HashMap<>();

  SimulatedAthena() {}

  /// Returns the statements that were started, without workgroup and database.
  public List<String> sql() {
    return started.stream().map(line -> line.split(": ", 2)[1]).toList();
  }

  /// Returns the response to a request; an error has the member `__type`.
  synchronized String respond(String operation, JsonNode request) {
    String id = request.path("QueryExecutionId").asText();
    return switch (operation) {
      case "StartQueryExecution" -> start(request);
      case "GetQueryExecution" -> execution(id);
      case "GetQueryResults" ->
          """
          {"UpdateCount":%d,"ResultSet":{"Rows":[],"ResultSetMetadata":{"ColumnInfo":[]}}}
          """
              .formatted(sql(id).startsWith("DELETE") ? deleted : 0);
      default -> throw new IllegalStateException(operation);
    };
  }

  private String start(JsonNode request) {
    String sql = request.path("QueryString").asText();
    started.add(
        "%s/%s: %s"
            .formatted(
                request.path("WorkGroup").asText(),
                request.at("/QueryExecutionContext/Database").asText(),
                sql));
    String id = "query-" + started.size();
    statements.put(id, sql);
    return "{\"QueryExecutionId\":\"" + id + "\"}";
  }

  private String execution(String id) {
    Optional<String> reason = failure.apply(sql(id));
    return """
    {"QueryExecution":{"QueryExecutionId":"%s","StatementType":"%s","Status":{"State":"%s"%s}}}
    """
        .formatted(
            id,
            sql(id).startsWith("ALTER") ? "DDL" : "DML",
            reason.isPresent() ? "FAILED" : "SUCCEEDED",
            reason.map(text -> ",\"StateChangeReason\":\"" + text + "\"").orElse(""));
  }

  private String sql(String id) {
    return statements.getOrDefault(id, "");
  }
}
