package dev.playlistlake.athena;

import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DELETE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.DROP_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.INSERT_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.TRUNCATE_TABLE;
import static io.trino.testing.TestingAccessControlManager.TestingPrivilegeType.UPDATE_TABLE;

import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import io.trino.Session;
import io.trino.plugin.hive.HivePlugin;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.spi.type.TimeZoneKey;
import io.trino.testing.MaterializedResult;
import io.trino.testing.QueryFailedException;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingAccessControlManager;
import io.trino.testing.TestingAccessControlManager.TestingPrivilege;
import io.trino.testing.TestingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Trino, the engine behind Athena, in this process, over a lake in a folder. It knows the six
/// tables, the views of `queries.sql` and an empty history table; it reads the lake's files and
/// writes none.
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

  private LocalAthena(EngineFolder folder, StandaloneQueryRunner trino) {
    this.folder = folder;
    this.trino = trino;
  }

  /// Starts the engine over the folder that holds `songs/`, `albums/` and the others, and gives it
  /// the views and an empty history table, which ends with it. Snapshots that come later are seen
  /// by the next start.
  ///
  /// @throws IOException when there is no such folder
  public static LocalAthena over(Path tables) throws IOException {
    return withoutViews(tables, Optional.empty()).giveViews();
  }

  /// The same with a history table that stays in the folder given, which is made when it isn't
  /// there.
  ///
  /// @throws IOException when there is no folder of tables
  public static LocalAthena over(Path tables, Path history) throws IOException {
    return withoutViews(tables, Optional.of(history)).giveViews();
  }

  /// The same without the views: for those that bring their own.
  static LocalAthena withoutViews(Path tables, Optional<Path> history) throws IOException {
    EngineFolder folder = EngineFolder.over(tables, history);
    LocalAthena athena = new LocalAthena(folder, QuietStart.of(LocalAthena::start));
    athena.open();
    return athena;
  }

  private LocalAthena giveViews() {
    QueriesFile.ours().all(NamedSql.Kind.VIEW).forEach(view -> run(view.sql()));
    return this;
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
    StandaloneQueryRunner trino = new StandaloneQueryRunner(session);
    trino.installPlugin(new HivePlugin());
    trino.installPlugin(new IcebergPlugin());
    return trino;
  }

  private void open() throws IOException {
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
    openHistory();
  }

  private void openHistory() {
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
    try {
      return TrinoAnswer.of(result(sql));
    } catch (QueryFailedException refused) {
      throw SqlException.of(String.valueOf(refused.getMessage()), refused);
    }
  }

  /// Trino's own form of an answer.
  MaterializedResult result(String sql) {
    return trino.execute(sql);
  }

  /// The engine's own folder, with its catalog.
  Path root() {
    return folder.root();
  }

  @Override
  public void close() {
    trino.close();
    folder.delete();
  }
}
