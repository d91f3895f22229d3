package dev.playlistlake.athena;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;

/// Athena in an account: starts a statement in a workgroup, asks until it ended, and fetches every
/// page of its result. Tested against a stub of the service's protocol; never run on AWS.
public final class AwsAthena implements SqlEngine {
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final AthenaClient client;
  private final String workgroup;
  private final String database;
  private final Consumer<Duration> sleeper;

  /// @param client the caller's; it is closed with this engine
  /// @param workgroup where the statement runs, with its place for results and its limit of bytes
  /// @param database of the Glue catalog, where tables and views are
  /// @param sleeper waits between two looks at a statement that still runs
  public AwsAthena(
      AthenaClient client, String workgroup, String database, Consumer<Duration> sleeper) {
    this.client = client;
    this.workgroup = workgroup;
    this.database = database;
    this.sleeper = sleeper;
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public Answer run(String sql) {
    try {
      return answer(finished(start(sql)));
    } catch (SdkException refused) {
      throw SqlException.of(String.valueOf(refused.getMessage()), refused);
    }
  }

  private String start(String sql) {
    return client
        .startQueryExecution(
            request ->
                request
                    .queryString(sql)
                    .workGroup(workgroup)
                    .queryExecutionContext(context -> context.database(database)))
        .queryExecutionId();
  }

  private QueryExecution finished(String id) {
    Duration wait = FIRST_WAIT;
    while (true) {
      QueryExecution execution =
          client.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution();
      QueryExecutionState state = execution.status().state();
      if (state == QueryExecutionState.SUCCEEDED) {
        return execution;
      }
      if (state == QueryExecutionState.FAILED || state == QueryExecutionState.CANCELLED) {
        String reason = execution.status().stateChangeReason();
        throw SqlException.of(reason == null ? "query " + id + " ended as " + state : reason, null);
      }
      sleeper.accept(wait);
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
    }
  }

  private Answer answer(QueryExecution execution) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<ColumnInfo> columns = List.of();
    long changed = 0;
    for (GetQueryResultsResponse page :
        client.getQueryResultsPaginator(
            request -> request.queryExecutionId(execution.queryExecutionId()))) {
      if (columns.isEmpty()) {
        columns = page.resultSet().resultSetMetadata().columnInfo();
        changed = page.updateCount() == null ? 0 : page.updateCount();
      }
      for (Row row : page.resultSet().rows()) {
        rows.add(values(row, columns));
      }
    }
    // A question's first row is the columns' names.
    if (execution.statementType() == StatementType.DML && !rows.isEmpty()) {
      rows.removeFirst();
    }
    return new Answer(
        columns.stream().map(AwsAthena::column).toList(), rows, changed, scanned(execution));
  }

  private static List<@Nullable Object> values(Row row, List<ColumnInfo> columns) {
    List<@Nullable Object> values = new ArrayList<>();
    List<Datum> data = row.data();
    for (int i = 0; i < data.size(); i++) {
      String type = i < columns.size() ? columns.get(i).type() : "varchar";
      values.add(AthenaText.value(data.get(i).varCharValue(), type));
    }
    return Collections.unmodifiableList(values);
  }

  private static Answer.Column column(ColumnInfo info) {
    return new Answer.Column(info.name(), info.type());
  }

  private static long scanned(QueryExecution execution) {
    Long bytes =
        execution.statistics() == null ? null : execution.statistics().dataScannedInBytes();
    return bytes == null ? 0 : bytes;
  }
}
