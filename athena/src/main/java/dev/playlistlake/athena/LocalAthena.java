package dev.playlistlake.athena;

import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DELETE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DROP_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.INSERT_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.TRUNCATE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.UPDATE_TABLE;

import com.google.inject.Key;
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
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Trino, the engine behind Athena, in this process, over a lake in a folder. It knows the six
/// tables, the views of `queries.sql` and an empty history table; it reads the lake's files and
/// writes none. No other program of the machine can ask it ([EnginePort]).
///
/// The Java machine needs the options that [#JVM_FLAGS] lists.
public final class LocalAthena implements SqlEngine {
  /// What Trino wants of its Java machine: its vector code, native memory, and (the last two) a
  /// start of half the time.
  public static final String JVM_FLAGS =
      "--add-modules=jdk.incubator.vector --add-opens=java.base/java.nio=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
          + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /// What Athena calls its catalog; its views name it.
  static final String CATALOG = "awsdatacatalog";

  static final String SCHEMA = "playlist_lake";
  private static final String ICEBERG = "iceberg";

  private final EngineFolder folder;
  private final StandaloneQueryRunner trino;
  private final DirectTrinoClient client;

  private LocalAthena(EngineFolder folder, StandaloneQueryRunner trino) {
    this.folder = folder;
    this.trino = trino;
    this.client = client(trino.getCoordinator());
  }

  /// Trino's client for tests puts maps into an order of its own, and takes keys that are nearly
  /// equal for equal.
  private static DirectTrinoClient client(TestingTrinoServer server) {
    return new DirectTrinoClient(
        server.getDispatchManager(),
        server.getQueryManager(),
        server.getInstance(Key.get(QueryManagerConfig.class)),
        server.getInstance(Key.get(DirectExchangeClientSupplier.class)),
        server.getInstance(Key.get(BlockEncodingSerde.class)));
  }

  /// Starts the engine over the folder that holds `songs/`, `albums/` and the others, and gives it
  /// the views and an empty history table, which ends with it. Snapshots that come later are seen
  /// by the next start.
  ///
  /// @throws IOException when there is no such folder
  public static LocalAthena over(Path tables) throws IOException {
    return open(tables, Optional.empty(), QueriesFile.ours().all(NamedSql.Kind.VIEW));
  }

  /// The same with a history table that stays in the folder given, which is made when it isn't
  /// there.
  ///
  /// @throws IOException when there is no folder of tables
  public static LocalAthena over(Path tables, Path history) throws IOException {
    return open(tables, Optional.of(history), QueriesFile.ours().all(NamedSql.Kind.VIEW));
  }

  /// The same with the views given and no others.
  static LocalAthena open(Path tables, Optional<Path> history, List<NamedSql> views)
      throws IOException {
    EngineFolder folder = EngineFolder.over(tables, history);
    LocalAthena athena = new LocalAthena(folder, QuietStart.of(LocalAthena::start));
    try {
      athena.giveTables();
      views.forEach(view -> athena.run(view.sql()));
      return athena;
    } catch (IOException | RuntimeException failed) {
      // Its threads would keep the program alive.
      athena.close();
      throw failed;
    }
  }

  private static StandaloneQueryRunner start() {
    Session session =
        TestingSession.testSessionBuilder()
            .setCatalog(CATALOG)
            .setSchema(SCHEMA)
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            // One machine, small tables: no work is spread, no order of joins is weighed.
            .setSystemProperty("task_concurrency", "1")
            .setSystemProperty("join_distribution_type", "BROADCAST")
            .setSystemProperty("join_reordering_strategy", "NONE")
            .build();
    StandaloneQueryRunner trino = new StandaloneQueryRunner(session, EnginePort::close);
    trino.installPlugin(new HivePlugin());
    trino.installPlugin(new IcebergPlugin());
    return trino;
  }

  private void giveTables() throws IOException {
    Map<String, String> files =
        Map.of(
            "hive.metastore.catalog.dir", "local:///" + EngineFolder.CATALOG,
            "fs.local.enabled", "true",
            "local.location", folder.root() + "");
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
      run(LakeTables.trino(table, EngineFolder.location(table.name()), folder.dates(table)));
      trino.getAccessControl().deny(changes(table));
    }
    giveHistory();
  }

  private void giveHistory() {
    String location = EngineFolder.location(EngineFolder.HISTORY);
    if (folder.hasHistory()) {
      run(
          "CALL %s.system.register_table('%s', '%s', '%s')"
              .formatted(ICEBERG, SCHEMA, HistoryTable.NAME, location));
    } else {
      run(HistoryTable.trino(ICEBERG + "." + SCHEMA, location));
    }
  }

  // What lies in the lake is the transform's: a DELETE without a condition would drop the files.
  private static TestingPrivilege[] changes(Table<?> table) {
    return Stream.of(DELETE_TABLE, DROP_TABLE, INSERT_TABLE, TRUNCATE_TABLE, UPDATE_TABLE)
        .map(change -> TestingAccessControlManager.privilege(table.name(), change))
        .toArray(TestingPrivilege[]::new);
  }

  private static Map<String, String> hive() {
    return Map.of(
        "hive.metastore", "file",
        // The catalog has none to tell, and looks for them at partitions that it needn't hold.
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
  public Answer run(String sql) {
    TrinoResults results = new TrinoResults();
    return results.answer(execute(sql, results));
  }

  /// The columns of a statement's result with Trino's own names for their types.
  List<Answer.Column> columns(String sql) {
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

  /// The engine's own folder, with its catalog.
  Path root() {
    return folder.root();
  }

  /// Where its server listens.
  URI address() {
    return trino.getCoordinator().getBaseUrl();
  }

  @Override
  public void close() {
    trino.close();
    folder.delete();
  }
}
