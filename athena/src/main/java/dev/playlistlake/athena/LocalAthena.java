package dev.playlistlake.athena;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Key;
import dev.playlistlake.model.GlueFormat;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.trino.Session;
import io.trino.client.direct.DirectTrinoClient;
import io.trino.execution.ExecutionFailureInfo;
import io.trino.execution.QueryInfo;
import io.trino.execution.QueryManagerConfig;
import io.trino.execution.QueryState;
import io.trino.execution.StageInfo;
import io.trino.execution.StagesInfo;
import io.trino.execution.TableInfo;
import io.trino.operator.DirectExchangeClientSupplier;
import io.trino.operator.OperatorStats;
import io.trino.plugin.hive.HivePlugin;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.server.BasicQueryInfo;
import io.trino.server.BasicQueryStats;
import io.trino.server.SessionContext;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.spi.TrinoException;
import io.trino.spi.block.BlockEncodingSerde;
import io.trino.spi.security.Identity;
import io.trino.spi.type.TimeZoneKey;
import io.trino.sql.planner.plan.PlanNodeId;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Trino, the engine behind Athena, running in this process over a lake in a folder. It has the six
/// tables, the views of `queries.sql` and the history tables. It reads the lake's files and never
/// changes them. The commands `query` and `report` use it; threads may share it. Other programs
/// cannot use its HTTP port ([EnginePort]).
///
/// The JVM needs the options in [#JVM_FLAGS].
public final class LocalAthena implements SqlEngine {
  /// The JVM options for Trino, besides `--add-modules=jdk.incubator.vector` or a class path with
  /// the classes of that module. They allow these classes and native memory. The serial collector
  /// and the fast compiler halve the time to start. The size of the code cache is the default of a
  /// JVM with both compilers. With one compiler the default is so small that Java often collects
  /// the whole heap.
  public static final String JVM_FLAGS =
      "--add-opens=java.base/java.nio=ALL-UNNAMED --add-exports=java.base/jdk.internal=ALL-UNNAMED"
          + " --add-exports=java.base/jdk.internal.foreign=ALL-UNNAMED"
          + " --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"
          + " --add-exports=java.base/jdk.internal.util=ALL-UNNAMED"
          + " --add-exports=java.base/jdk.internal.vm.vector=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
          + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m";

  /// The name of Athena's catalog. The definitions of views contain it.
  static final String CATALOG = "awsdatacatalog";

  static final String SCHEMA = "playlist_lake";

  /// The catalog of the history tables. Athena's catalog refers to it.
  static final String ICEBERG = "iceberg";

  private final TrinoWorkDir workDir;
  private final StandaloneQueryRunner trino;
  private final DirectTrinoClient client;
  private final AtomicLong statements = new AtomicLong();

  private LocalAthena(TrinoWorkDir workDir, StandaloneQueryRunner trino) {
    this.workDir = workDir;
    this.trino = trino;
    this.client = client(trino.getCoordinator());
  }

  /// Creates a client that keeps every value. Trino's client for tests changes the order of maps
  /// and merges keys that are nearly equal.
  private static DirectTrinoClient client(TestingTrinoServer server) {
    return new DirectTrinoClient(
        server.getDispatchManager(),
        server.getQueryManager(),
        server.getInstance(Key.get(QueryManagerConfig.class)),
        server.getInstance(Key.get(DirectExchangeClientSupplier.class)),
        server.getInstance(Key.get(BlockEncodingSerde.class)));
  }

  /// Starts the engine with all views. It reads only dates that exist at its start.
  ///
  /// @param workDir as for [#openTables]
  static LocalAthena open(TrinoWorkDir workDir, EngineClients clients) throws IOException {
    LocalAthena athena = openTables(workDir, clients);
    try {
      athena.createHistories();
      QueriesFile.ours().all(QueryDefinition.Kind.VIEW).forEach(view -> athena.run(view.sql()));
      return athena;
    } catch (RuntimeException failed) {
      athena.close();
      throw failed;
    }
  }

  /// Starts the engine with only the six tables.
  ///
  /// @param workDir is deleted when the engine is closed or does not start
  static LocalAthena openTables(TrinoWorkDir workDir, EngineClients clients) throws IOException {
    LocalAthena athena;
    try {
      athena = new LocalAthena(workDir, startQuietly(workDir, clients));
    } catch (RuntimeException failed) {
      workDir.delete();
      throw failed;
    }
    try {
      athena.createTables();
      clients.protectTables(athena.server());
      return athena;
    } catch (IOException | RuntimeException failed) {
      // Otherwise the engine's threads keep the program running.
      athena.close();
      throw failed;
    }
  }

  /// Starts Trino with its log discarded. At its first start Trino replaces `System.out` and
  /// `System.err` and logs to the previous streams. So they are replaced by streams that discard
  /// the log, and restored after the start.
  private static synchronized StandaloneQueryRunner startQuietly(
      TrinoWorkDir workDir, EngineClients clients) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream discarded = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    System.setOut(discarded);
    System.setErr(discarded);
    try {
      return start(workDir, clients);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static StandaloneQueryRunner start(TrinoWorkDir workDir, EngineClients clients) {
    Identity owner = Identity.ofUser(clients.owner());
    Session session =
        TestingSession.testSessionBuilder()
            .setIdentity(owner)
            .setOriginalIdentity(owner)
            .setCatalog(CATALOG)
            .setSchema(SCHEMA)
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            // Distributed work and join reordering are slower with small tables on one machine.
            .setSystemProperty("task_concurrency", "1")
            .setSystemProperty("join_distribution_type", "BROADCAST")
            .setSystemProperty("join_reordering_strategy", "NONE")
            .build();
    StandaloneQueryRunner trino =
        new StandaloneQueryRunner(session, server -> configure(server, workDir, clients));
    trino.installPlugin(new HivePlugin());
    trino.installPlugin(new IcebergPlugin());
    return trino;
  }

  /// Configures the server before it starts. Trino's server for tests keeps the trace of every
  /// statement in memory, and the plans of the last 100 statements.
  private static void configure(
      TestingTrinoServer.Builder server, TrinoWorkDir workDir, EngineClients clients) {
    clients.configure(server);
    server
        // Without it, the server leaves an empty temporary folder at each start.
        .setBaseDataDir(Optional.of(workDir.root().resolve(TrinoWorkDir.SERVER)))
        .setSpanProcessor(SpanProcessor.composite())
        .addProperty("query.max-history", "10")
        // Most commands run one statement at a time, so it may use more of the heap than the usual
        // 30 %.
        .addProperty("query.max-memory-per-node", "60%");
  }

  private void createTables() throws IOException {
    trino.createCatalog(CATALOG, "hive", with(files(), hive()));
    run("CREATE SCHEMA " + SCHEMA);
    for (Table<?> table : Tables.ALL) {
      run(tableDdl(table));
    }
  }

  /// Creates the history tables and their catalog.
  void createHistories() {
    trino.createCatalog(
        ICEBERG,
        "iceberg",
        with(
            files(),
            Map.of(
                "iceberg.catalog.type", "TESTING_FILE_METASTORE",
                "iceberg.register-table-procedure.enabled", "true",
                // HistoryErasure deletes files immediately.
                "iceberg.expire-snapshots.min-retention", "0s",
                "iceberg.remove-orphan-files.min-retention", "0s")));
    HistoryTable.ALL.forEach(this::createHistory);
  }

  private Map<String, String> files() {
    return Map.of(
        "hive.metastore.catalog.dir", "local:///" + TrinoWorkDir.CATALOG,
        "fs.local.enabled", "true",
        "local.location", workDir.root() + "");
  }

  /// The `CREATE TABLE` statement of a table. Every column is text, because the reader fails on an
  /// empty field of another type. The statement lists the existing dates, so that no partition
  /// needs to be registered.
  private String tableDdl(Table<?> table) throws IOException {
    String columns =
        table.columns().stream()
            .map(column -> column.name() + " varchar")
            .collect(Collectors.joining(", "));
    String partition = RawKey.PARTITION + " varchar";
    String projection = "";
    List<String> dates = workDir.dates(table);
    if (!dates.isEmpty()) {
      partition +=
          " WITH (partition_projection_type = 'enum', partition_projection_values = ARRAY['%s'])"
              .formatted(String.join("','", dates));
      projection = ", partition_projection_enabled = true";
    }
    return "CREATE TABLE %s (%s, %s) WITH (%s, external_location = '%s', partitioned_by = ARRAY['%s']%s)"
        .formatted(
            table.name(),
            columns,
            partition,
            "format = 'CSV', csv_separator = '%s', csv_quote = '%s', csv_escape = U&'\\%04x', skip_header_line_count = %d"
                .formatted(
                    GlueFormat.SEPARATOR,
                    GlueFormat.QUOTE,
                    (int) GlueFormat.ESCAPE,
                    GlueFormat.HEADER_LINES),
            TrinoWorkDir.location(table.name()),
            RawKey.PARTITION,
            projection);
  }

  private void createHistory(HistoryTable table) {
    String location = TrinoWorkDir.location(table.folder());
    if (workDir.has(table)) {
      run(
          "CALL %s.system.register_table('%s', '%s', '%s')"
              .formatted(ICEBERG, SCHEMA, table.name(), location));
    } else {
      run(table.createOnTrino(ICEBERG + "." + SCHEMA, location));
    }
  }

  private static Map<String, String> hive() {
    return Map.of(
        "hive.metastore", "file",
        // The file metastore has no statistics and would search missing partitions for them.
        "hive.table-statistics-enabled", "false",
        // Waits for the right side of a join, whose dates select the partitions of the left side.
        "hive.dynamic-filtering.wait-timeout", "1m",
        "hive.partition-projection-enabled", "true",
        "hive.ignore-absent-partitions", "true",
        "hive.iceberg-catalog-name", ICEBERG);
  }

  private static Map<String, String> with(Map<String, String> first, Map<String, String> second) {
    Map<String, String> all = new HashMap<>(first);
    all.putAll(second);
    return all;
  }

  @Override
  public SqlResult run(String sql) {
    TrinoResults results = new TrinoResults();
    return results.toResult(execute(sql, results));
  }

  /// Runs a statement and returns the columns of its result, with Trino's names for their types.
  List<SqlResult.Column> columns(String sql) {
    TrinoResults results = new TrinoResults();
    execute(sql, results);
    return results.columns();
  }

  /// Runs a statement and returns the number of bytes that were read from each table.
  Map<String, Long> scannedBytesByTable(String sql) {
    Map<String, Long> bytes = new TreeMap<>();
    for (StageInfo stage : StagesInfo.getAllStages(execute(sql, new TrinoResults()).getStages())) {
      for (OperatorStats operator : stage.stageStats().getOperatorSummaries()) {
        PlanNodeId source = operator.getSourceId().orElse(operator.getPlanNodeId());
        TableInfo table = stage.tables().get(source);
        if (table != null) {
          long read = operator.getPhysicalInputDataSize().toBytes();
          bytes.merge(table.tableName().objectName(), read, Long::sum);
        }
      }
    }
    return bytes;
  }

  /// Runs a statement and passes its result on while the engine computes it.
  void stream(String sql, DirectTrinoClient.QueryResultsListener receiver) {
    execute(sql, receiver);
  }

  private QueryInfo execute(String sql, DirectTrinoClient.QueryResultsListener results) {
    Session session =
        Session.builder(trino.getDefaultSession())
            .setClientInfo("statement " + statements.incrementAndGet())
            .build();
    QueryInfo query;
    try {
      query = client.execute(SessionContext.fromSession(session), sql, results).getFullQueryInfo();
    } catch (TrinoException failed) {
      // Trino's client stops waiting when its thread is interrupted, but not the statement.
      running()
          .filter(info -> info.getSession().getClientInfo().equals(session.getClientInfo()))
          .forEach(
              info -> trino.getCoordinator().getDispatchManager().cancelQuery(info.getQueryId()));
      throw SqlException.of(String.valueOf(failed.getMessage()), failed);
    }
    if (query.getState() != QueryState.FINISHED) {
      ExecutionFailureInfo failure = query.getFailureInfo();
      RuntimeException cause = failure == null ? null : failure.toException();
      throw SqlException.of(
          cause == null
              ? "the statement ended with the state " + query.getState()
              : Objects.requireNonNullElseGet(cause.getMessage(), cause::toString),
          cause);
    }
    return query;
  }

  private Stream<BasicQueryInfo> running() {
    return trino.getCoordinator().getDispatchManager().getQueries().stream()
        .filter(info -> !info.getState().isDone());
  }

  @Override
  public Optional<Reading> reading() {
    List<BasicQueryStats> all = running().map(BasicQueryInfo::getQueryStats).toList();
    return Optional.of(
        new Reading(
            all.stream().mapToLong(BasicQueryStats::getProcessedInputPositions).sum(),
            all.stream().mapToLong(stats -> stats.getPhysicalInputDataSize().toBytes()).sum()));
  }

  /// The engine's working directory, with its catalog.
  Path root() {
    return workDir.root();
  }

  /// The URL of the engine's HTTP port.
  URI address() {
    return server().getBaseUrl();
  }

  /// The engine's server.
  TestingTrinoServer server() {
    return trino.getCoordinator();
  }

  @Override
  public void close() {
    trino.close();
    workDir.delete();
  }
}
