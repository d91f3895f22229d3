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

/// Athena in an AWS account. Starts a statement in a workgroup, polls until it has ended, and
/// fetches every page of its result. The commands `query` and `report` use it; threads may share
/// it. Tests run it against a fake of the service. It was never run on AWS.
public final class AwsAthena implements SqlEngine {
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final AthenaClient client;
  private final String workgroup;
  private final String database;
  private final Consumer<Duration> sleeper;

  /// @param client is closed together with this engine
  /// @param workgroup runs the statements; it defines the location of results and the limit of
  ///   scanned bytes
  /// @param database the Glue database with the tables and views
  /// @param sleeper waits between two polls of a statement
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
  public SqlResult run(String sql) {
    try {
      String id = start(sql);
      try {
        return fetch(waitFor(id));
      } finally {
        if (Thread.currentThread().isInterrupted()) {
          stop(id);
        }
      }
    } catch (SdkException failed) {
      throw SqlException.of(String.valueOf(failed.getMessage()), failed);
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

  /// Stops a statement, because Athena charges for what it reads.
  private void stop(String id) {
    // The client sends no request in a thread that is interrupted.
    boolean isInterrupted = Thread.interrupted();
    try {
      client.stopQueryExecution(request -> request.queryExecutionId(id));
    } catch (SdkException notStopped) {
      // The statement has ended, or the workgroup does not allow it.
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private QueryExecution waitFor(String id) {
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
        throw SqlException.of(
            reason == null ? "query " + id + " ended with the state " + state : reason, null);
      }
      sleeper.accept(wait);
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
    }
  }

  private SqlResult fetch(QueryExecution execution) {
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
    // The first row of a query's result contains the names of the columns.
    if (execution.statementType() == StatementType.DML && !rows.isEmpty()) {
      rows.removeFirst();
    }
    return new SqlResult(
        columns.stream().map(AwsAthena::column).toList(), rows, changed, scanned(execution));
  }

  private static List<@Nullable Object> values(Row row, List<ColumnInfo> columns) {
    List<@Nullable Object> values = new ArrayList<>();
    List<Datum> data = row.data();
    for (int i = 0; i < data.size(); i++) {
      String type = i < columns.size() ? columns.get(i).type() : "varchar";
      values.add(AthenaValues.parse(data.get(i).varCharValue(), type));
    }
    return Collections.unmodifiableList(values);
  }

  private static SqlResult.Column column(ColumnInfo info) {
    return new SqlResult.Column(info.name(), info.type());
  }

  private static long scanned(QueryExecution execution) {
    Long bytes =
        execution.statistics() == null ? null : execution.statistics().dataScannedInBytes();
    return bytes == null ? 0 : bytes;
  }
}
