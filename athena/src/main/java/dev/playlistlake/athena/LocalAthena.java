package dev.playlistlake.athena;

import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DELETE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DROP_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.INSERT_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.TRUNCATE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.UPDATE_TABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Key;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import io.trino.Session;
import io.trino.client.direct.DirectTrinoClient;
import io.trino.execution.ExecutionFailureInfo;
import io.trino.execution.QueryInfo;
import io.trino.execution.QueryManagerConfig;
import io.trino.execution.QueryState;
import io.trino.operator.DirectExchangeClientSupplier;
import io.trino.plugin.hive.HivePlugin;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.server.SessionContext;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.spi.block.BlockEncodingSerde;
import io.trino.spi.type.TimeZoneKey;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingAccessControlManager;
import io.trino.testing.TestingAccessControlManager.TestingPrivilege;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Trino, the engine behind Athena, in this process, over a lake in a folder. It has the six
/// tables, the views of `queries.sql` and the history table. It reads the lake's files and changes
/// none. The commands `query` and `report` use it; threads may share it. No other program of the
/// machine can use its HTTP port ([EnginePort]).
///
/// The JVM needs the options that [#JVM_FLAGS] lists.
public final class LocalAthena implements SqlEngine {
  /// The JVM options for Trino: its vector code, native memory, and (the last two) half the time to
  /// start.
  public static final String JVM_FLAGS =
      "--add-modules=jdk.incubator.vector --add-opens=java.base/java.nio=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
          + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /// The name of Athena's catalog, which its views contain.
  static final String CATALOG = "awsdatacatalog";

  static final String SCHEMA = "playlist_lake";
  private static final String ICEBERG = "iceberg";

  private final TrinoWorkDir workDir;
  private final StandaloneQueryRunner trino;
  private final DirectTrinoClient client;

  private LocalAthena(TrinoWorkDir workDir, StandaloneQueryRunner trino) {
    this.workDir = workDir;
    this.trino = trino;
    this.client = client(trino.getCoordinator());
  }

  /// Trino's client for tests changes the order of maps and merges keys that are nearly equal.
  private static DirectTrinoClient client(TestingTrinoServer server) {
    return new DirectTrinoClient(
        server.getDispatchManager(),
        server.getQueryManager(),
        server.getInstance(Key.get(QueryManagerConfig.class)),
        server.getInstance(Key.get(DirectExchangeClientSupplier.class)),
        server.getInstance(Key.get(BlockEncodingSerde.class)));
  }

  /// Starts the engine over the folder that holds `songs/`, `albums/` and the other tables. The
  /// history table is empty and ends with the engine. The engine sees the dates that exist when it
  /// starts.
  ///
  /// @throws IOException when there is no such folder
  public static LocalAthena over(Path tables) throws IOException {
    return open(tables, Optional.empty(), QueriesFile.ours().all(QueryDefinition.Kind.VIEW));
  }

  /// Starts the engine with a history table that is kept.
  ///
  /// @param history the folder of the history table, which is made when it doesn't exist
  /// @throws IOException when there is no folder of tables
  public static LocalAthena over(Path tables, Path history) throws IOException {
    return open(tables, Optional.of(history), QueriesFile.ours().all(QueryDefinition.Kind.VIEW));
  }

  /// Starts the engine with these views only.
  static LocalAthena open(Path tables, Optional<Path> history, List<QueryDefinition> views)
      throws IOException {
    TrinoWorkDir workDir = TrinoWorkDir.create(tables, history);
    LocalAthena athena = new LocalAthena(workDir, startQuietly());
    try {
      athena.createTables();
      views.forEach(view -> athena.run(view.sql()));
      return athena;
    } catch (IOException | RuntimeException failed) {
      // The engine's threads would keep the program running.
      athena.close();
      throw failed;
    }
  }

  /// Trino replaces `System.out` and `System.err` at its first start and logs to the streams that
  /// it found there. So it finds streams that discard the log, and the program gets its own back.
  private static synchronized StandaloneQueryRunner startQuietly() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream discarded = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    System.setOut(discarded);
    System.setErr(discarded);
    try {
      return start();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static StandaloneQueryRunner start() {
    Session session =
        TestingSession.testSessionBuilder()
            .setCatalog(CATALOG)
            .setSchema(SCHEMA)
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            // One machine and small tables: distributed work and join reordering don't pay.
            .setSystemProperty("task_concurrency", "1")
            .setSystemProperty("join_distribution_type", "BROADCAST")
            .setSystemProperty("join_reordering_strategy", "NONE")
            .build();
    StandaloneQueryRunner trino = new StandaloneQueryRunner(session, EnginePort::close);
    trino.installPlugin(new HivePlugin());
    trino.installPlugin(new IcebergPlugin());
    return trino;
  }

  private void createTables() throws IOException {
    Map<String, String> files =
        Map.of(
            "hive.metastore.catalog.dir", "local:///" + TrinoWorkDir.CATALOG,
            "fs.local.enabled", "true",
            "local.location", workDir.root() + "");
    trino.createCatalog(CATALOG, "hive", with(files, hive()));
    trino.createCatalog(
        ICEBERG,
        "iceberg",
        with(
            files,
            Map.of(
                "iceberg.catalog.type", "TESTING_FILE_METASTORE",
                "iceberg.register-table-procedure.enabled", "true")));
    run("CREATE SCHEMA " + SCHEMA);
    for (Table<?> table : Tables.ALL) {
      run(tableDdl(table));
      trino.getAccessControl().deny(changes(table));
    }
    createHistory();
  }

  /// Every column is text, because the reader fails on an empty field of another type. The dates
  /// that exist are named, so that no partition has to be registered.
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
            "format = 'CSV', csv_separator = ',', csv_quote = '\"', csv_escape = '\\',"
                + " skip_header_line_count = 1",
            TrinoWorkDir.location(table.name()),
            RawKey.PARTITION,
            projection);
  }

  private void createHistory() {
    String location = TrinoWorkDir.location(TrinoWorkDir.HISTORY);
    if (workDir.hasHistory()) {
      run(
          "CALL %s.system.register_table('%s', '%s', '%s')"
              .formatted(ICEBERG, SCHEMA, HistoryTable.NAME, location));
    } else {
      run(HistoryTable.ddlForTrino(ICEBERG + "." + SCHEMA, location));
    }
  }

  // The transform owns the lake's files, and a DELETE without a condition would remove them.
  private static TestingPrivilege[] changes(Table<?> table) {
    return Stream.of(DELETE_TABLE, DROP_TABLE, INSERT_TABLE, TRUNCATE_TABLE, UPDATE_TABLE)
        .map(change -> TestingAccessControlManager.privilege(table.name(), change))
        .toArray(TestingPrivilege[]::new);
  }

  private static Map<String, String> hive() {
    return Map.of(
        "hive.metastore", "file",
        // The file metastore has no statistics, and would look for them at absent partitions.
        "hive.table-statistics-enabled", "false",
        "hive.partition-projection-enabled", "true",
        "hive.ignore-absent-partitions", "true",
        "hive.iceberg-catalog-name", ICEBERG);
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  @Override
  public SqlResult run(String sql) {
    TrinoResults results = new TrinoResults();
    return results.toResult(execute(sql, results));
  }

  /// The columns of a statement's result with Trino's own names for their types.
  List<SqlResult.Column> columns(String sql) {
    TrinoResults results = new TrinoResults();
    execute(sql, results);
    return results.columns();
  }

  private QueryInfo execute(String sql, TrinoResults results) {
    QueryInfo query =
        client
            .execute(SessionContext.fromSession(trino.getDefaultSession()), sql, results)
            .getFullQueryInfo();
    if (query.getState() != QueryState.FINISHED) {
      ExecutionFailureInfo failure = query.getFailureInfo();
      RuntimeException cause = failure == null ? null : failure.toException();
      throw SqlException.of(
          cause == null
              ? "ended as " + query.getState()
              : Objects.requireNonNullElseGet(cause.getMessage(), cause::toString),
          cause);
    }
    return query;
  }

  /// The engine's working directory, with its catalog.
  Path root() {
    return workDir.root();
  }

  /// Where its server listens.
  URI address() {
    return trino.getCoordinator().getBaseUrl();
  }

  @Override
  public void close() {
    trino.close();
    workDir.delete();
  }
}
