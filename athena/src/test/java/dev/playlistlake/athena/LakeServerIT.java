package dev.playlistlake.athena;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other programs read the lake through Trino's JDBC driver, and cannot change it.
final class LakeServerIT {
  private static final String PASSWORD = "correct horse battery staple";

  @TempDir private static Path folder;

  private static final List<String> QUERIES =
      List.of(
          "top_artists",
          "churn",
          "playlist_overlap",
          "reconciliation",
          "trouble_counts",
          "troubled_snapshots",
          "missing_days",
          "release_decades",
          "artist_pairs",
          "who_added_what");

  private static LakeServer server;
  private static Path tables;
  private static Path certificate;
  private static Connection connection;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() throws IOException, SQLException {
    tables = Files.createDirectory(folder.resolve("tables"));
    SampleLake.write(new SampleLakeWriter(tables));
    server = LakeServer.start(tables, Optional.empty(), 0, Optional.of(PASSWORD));
    certificate =
        Files.writeString(folder.resolve("server.pem"), server.certificate().orElseThrow());
    connection = connect(LakeServer.USER, PASSWORD, Map.of());
  }

  @AfterAll
  static void stop() throws SQLException {
    connection.close();
    server.close();
  }

  @AfterEach
  void closeConnections() {
    http.shutdownNow();
  }

  private static Connection connect(String user, String password, Map<String, String> more)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("SSL", "true");
    properties.setProperty("SSLTrustStorePath", certificate.toString());
    properties.putAll(more);
    return DriverManager.getConnection("jdbc:trino://" + server.url().getAuthority(), properties);
  }

  @Test
  void returnsTheResultsOfTheEngine() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String name : QUERIES) {
        QueryDefinition query = QueriesFile.ours().get(name);
        List<List<String>> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query.sql())) {
          while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              row.add(text(rows.getObject(i)));
            }
            found.add(row);
          }
        }
        assertThat(found)
            .as(query.name())
            .isEqualTo(
                SampleLakeEngine.shared().run(query.sql()).rows().stream()
                    .map(row -> row.stream().map(LakeServerIT::text).toList())
                    .toList());
      }
    }
  }

  private static String text(Object value) {
    return String.valueOf(value).replaceAll("\\.0+$", "");
  }

  @Test
  void describesTablesViewsAndTypesToTools() throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    List<String> catalogs = new ArrayList<>();
    try (ResultSet rows = metadata.getCatalogs()) {
      while (rows.next()) {
        catalogs.add(rows.getString("TABLE_CAT"));
      }
    }
    assertThat(catalogs).containsExactly(LakeServer.CATALOG, "system");
    List<String> names = new ArrayList<>();
    try (ResultSet rows = metadata.getTables(null, LakeServer.SCHEMA, "%", null)) {
      while (rows.next()) {
        names.add(rows.getString("TABLE_NAME"));
      }
    }
    assertThat(names)
        .contains("songs", "playlists", "songs_typed", "playlist_songs", "song_history");
    try (ResultSet column =
        metadata.getColumns(LakeServer.CATALOG, LakeServer.SCHEMA, "songs_typed", "explicit")) {
      assertThat(column.next()).isTrue();
      assertThat(column.getInt("DATA_TYPE")).isEqualTo(Types.BOOLEAN);
    }
  }

  @Test
  void preparedStatementsAndTypedValuesWork() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT snapshot_day, position, added_at FROM songs_typed"
                + " WHERE song_id = ? AND snapshot_day = ? AND playlist_id = 'one'")) {
      statement.setString(1, "s1");
      statement.setDate(2, Date.valueOf("2026-03-01"));
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getDate(1)).isEqualTo(Date.valueOf("2026-03-01"));
        assertThat(rows.getLong(2)).isPositive();
        assertThat(rows.getTimestamp(3)).hasToString("2026-02-20 00:00:00.0");
      }
    }
  }

  @Test
  void usesTheSettingsOfTheProgram() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW SESSION LIKE 'task_concurrency'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("Value")).isEqualTo("1");
    }
  }

  @Test
  void usesUtcForClientsInOtherTimeZones() throws SQLException {
    try (Connection other =
            connect(LakeServer.USER, PASSWORD, Map.of("timezone", "Pacific/Kiritimati"));
        Statement statement = other.createStatement();
        ResultSet rows = statement.executeQuery("SELECT current_timezone()")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("UTC");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN SELECT * FROM songs_typed",
        "SHOW TABLES",
        "SHOW SCHEMAS",
        "SHOW CATALOGS",
        "SHOW COLUMNS FROM playlist_songs",
        "SHOW CREATE VIEW playlist_songs",
        "SHOW CREATE TABLE songs",
        "SHOW FUNCTIONS",
        "SHOW SESSION",
        "SHOW STATS FOR songs",
        "DESCRIBE songs_typed",
        "SELECT * FROM information_schema.columns",
        "SELECT * FROM \"songs$partitions\"",
        "SELECT \"$path\" FROM songs",
        "SELECT * FROM TABLE(sequence(1, 3))",
        "SELECT * FROM iceberg.playlist_lake.song_history",
        "SELECT query FROM system.runtime.queries",
        "SELECT node_version FROM system.runtime.nodes LIMIT 1",
        "SELECT * FROM system.metadata.table_comments"
            + " WHERE catalog_name = 'awsdatacatalog' AND schema_name = 'playlist_lake'",
        "SET SESSION query_max_run_time = '1m'",
        "RESET SESSION query_max_run_time",
        "USE awsdatacatalog.playlist_lake",
        "SET TIME ZONE 'Europe/Berlin'"
      })
  void allowsStatementsThatRead(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatCode(() -> statement.execute(sql)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE songs",
        "DROP TABLE song_history",
        "DROP TABLE iceberg.playlist_lake.song_history",
        "DROP VIEW songs_typed",
        "DROP SCHEMA playlist_lake CASCADE",
        "DROP CATALOG iceberg",
        "DROP FUNCTION iceberg.playlist_lake.one()",
        "DROP ROLE other",
        "DELETE FROM songs",
        "DELETE FROM song_history",
        "TRUNCATE TABLE songs",
        "INSERT INTO songs SELECT * FROM songs",
        "INSERT INTO song_history SELECT * FROM song_history",
        "EXPLAIN INSERT INTO song_history SELECT * FROM song_history",
        "EXPLAIN ANALYZE INSERT INTO song_history SELECT * FROM song_history",
        "UPDATE song_history SET song_name = 'x'",
        "MERGE INTO song_history h USING songs s ON h.song_id = s.song_id"
            + " WHEN MATCHED THEN DELETE",
        "CREATE TABLE copy AS SELECT * FROM songs",
        "CREATE TABLE passwd (line varchar) WITH (external_location = 'local:///etc',"
            + " format = 'TEXTFILE')",
        "CREATE TABLE iceberg.playlist_lake.other (a bigint)",
        "CREATE VIEW mine AS SELECT * FROM songs",
        "CREATE OR REPLACE VIEW songs_typed AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW iceberg.playlist_lake.mine AS SELECT 1 AS one",
        "CREATE SCHEMA mine",
        "CREATE SCHEMA mine WITH (location = 'local:///')",
        "CREATE CATALOG mine USING hive WITH (\"fs.local.enabled\" = 'true',"
            + " \"local.location\" = '/')",
        "CREATE FUNCTION iceberg.playlist_lake.one() RETURNS bigint RETURN 1",
        "CREATE ROLE other",
        "ALTER TABLE songs RENAME TO other",
        "ALTER TABLE songs ADD COLUMN other varchar",
        "ALTER TABLE songs DROP COLUMN song_name",
        "ALTER TABLE songs RENAME COLUMN song_name TO other",
        "ALTER TABLE iceberg.playlist_lake.song_history SET PROPERTIES format_version = 1",
        "ALTER TABLE songs SET AUTHORIZATION lake",
        "ALTER TABLE song_history EXECUTE optimize",
        "ALTER TABLE song_history EXECUTE expire_snapshots(retention_threshold => '0s')",
        "ALTER TABLE song_history EXECUTE remove_orphan_files(retention_threshold => '0s')",
        "ALTER VIEW songs_typed RENAME TO other",
        "ALTER SCHEMA playlist_lake RENAME TO other",
        "COMMENT ON TABLE songs IS 'x'",
        "COMMENT ON COLUMN songs.song_name IS 'x'",
        "COMMENT ON VIEW songs_typed IS 'x'",
        "ANALYZE songs",
        "GRANT SELECT ON songs TO other",
        "REVOKE SELECT ON songs FROM other",
        "DENY SELECT ON songs TO other",
        "CALL system.runtime.kill_query(query_id => 'x', message => 'y')",
        "CALL awsdatacatalog.system.create_empty_partition('playlist_lake', 'songs',"
            + " ARRAY['snapshot_date'], ARRAY['2030-01-01'])",
        "CALL awsdatacatalog.system.unregister_partition('playlist_lake', 'songs',"
            + " ARRAY['snapshot_date'], ARRAY['2026-03-01'])",
        "CALL awsdatacatalog.system.sync_partition_metadata('playlist_lake', 'songs', 'FULL')",
        "CALL awsdatacatalog.system.flush_metadata_cache()",
        "CALL iceberg.system.register_table('playlist_lake', 'x', 'local:///x')",
        "CALL iceberg.system.unregister_table('playlist_lake', 'song_history')",
        "SELECT * FROM system.runtime.tasks",
        "SELECT * FROM system.runtime.transactions",
        "SELECT * FROM TABLE(iceberg.system.table_changes('playlist_lake', 'song_history', 1, 2))",
        "SET SESSION query_max_memory_per_node = '1TB'",
        "SET SESSION task_concurrency = 64",
        "SET SESSION awsdatacatalog.compression_codec = 'NONE'",
        "SET SESSION AUTHORIZATION other",
        "EXECUTE IMMEDIATE 'DROP TABLE songs'",
        "EXECUTE IMMEDIATE 'DELETE FROM song_history WHERE song_id = ?' USING 's1'",
        "EXPLAIN ANALYZE DELETE FROM song_history",
        "WITH SESSION query_max_memory = '1TB' SELECT 1"
      })
  void rejectsStatementsThatChangeOrShowMore(String sql) throws IOException {
    Map<String, Long> before = files();

    assertThatThrownBy(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Access Denied");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void rejectsPreparedStatementsThatChange() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PREPARE change FROM DELETE FROM song_history WHERE song_id = ?");
      assertThatThrownBy(() -> statement.execute("EXECUTE change USING 's1'"))
          .hasMessageContaining("Access Denied");
    }
    try (PreparedStatement change =
        connection.prepareStatement("INSERT INTO song_history SELECT * FROM song_history")) {
      assertThatThrownBy(change::execute).hasMessageContaining("Access Denied");
    }
  }

  @Test
  void rejectsSettingsThatAClientSendsWithAStatement() {
    for (Map<String, String> sent :
        List.of(
            Map.of("sessionProperties", "query_max_memory:1TB"),
            Map.of("sessionProperties", "awsdatacatalog.compression_codec:NONE"),
            Map.of("sessionProperties", "iceberg.compression_codec:NONE"))) {
      assertThatThrownBy(() -> select(LakeServer.USER, PASSWORD, sent))
          .as(sent + "")
          .hasMessageContaining("Access Denied");
    }
  }

  @Test
  void rejectsAWrongPasswordAUserOfAnotherNameAndOneUserInTheNameOfAnother() {
    for (String wrong :
        List.of("wrong", PASSWORD + " ", PASSWORD.toUpperCase(Locale.ROOT), "lake")) {
      assertThatThrownBy(() -> select(LakeServer.USER, wrong, Map.of()))
          .hasMessageContaining("Invalid user or password")
          .hasMessageNotContaining(PASSWORD);
    }
    assertThatThrownBy(() -> select("other", PASSWORD, Map.of()))
        .hasMessageContaining("Invalid user or password");
    assertThatThrownBy(() -> select(LakeServer.USER, PASSWORD, Map.of("sessionUser", "other")))
        .hasMessageContaining("Access Denied: Principal lake cannot become user other");
  }

  private static void select(String user, String password, Map<String, String> more)
      throws SQLException {
    try (Connection other = connect(user, password, more);
        Statement statement = other.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/query",
        "/v1/task",
        "/v1/memory",
        "/v1/node",
        "/v1/thread",
        "/v1/statement",
        "/metrics",
        "/ui/",
        "/ui/api/query",
        "/ui/login"
      })
  void acceptsNoClientWithoutTls(String path) throws IOException, InterruptedException {
    for (HttpRequest.Builder request :
        List.of(
            HttpRequest.newBuilder(server.internalAddress().resolve(path)),
            HttpRequest.newBuilder(server.internalAddress().resolve(path))
                .header("X-Trino-User", LakeServer.USER)
                .POST(BodyPublishers.ofString("SELECT 1")))) {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());

      assertThat(response.statusCode()).as(path).isBetween(303, 405);
      assertThat(response.body()).doesNotContain("song");
    }
  }

  @Test
  void keepsNoFileWithTheKeyOfItsCertificate() throws IOException {
    assertThat(server.certificate().orElseThrow())
        .startsWith("-----BEGIN CERTIFICATE-----")
        .doesNotContain("KEY");
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.matches("playlist-lake-\\d+\\.pem"));
    }
  }

  @Test
  void withoutAPasswordEveryProgramReadsAndNoneWrites() throws Exception {
    try (LakeServer open = LakeServer.start(tables, Optional.empty(), 0, Optional.empty())) {
      assertThat(open.certificate()).isEmpty();
      String url = "jdbc:trino://" + open.url().getAuthority();
      try (Connection anyone = DriverManager.getConnection(url, "anyone", null);
          Statement statement = anyone.createStatement()) {
        assertThat(statement.executeQuery("SELECT * FROM playlists_current").next()).isTrue();
        for (String change : List.of("DROP TABLE songs", "DELETE FROM songs")) {
          assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("Access Denied");
        }
        assertThat(statement.executeQuery("SELECT * FROM system.runtime.queries").next()).isTrue();
      }
      try (Connection someone = DriverManager.getConnection(url, "someone", null);
          Statement statement = someone.createStatement();
          ResultSet others =
              statement.executeQuery(
                  "SELECT 1 FROM system.runtime.queries WHERE \"user\" <> 'someone'")) {
        assertThat(others.next()).isFalse();
      }
      assertRejectsManagementAndOtherNames(open.url());
      assertThatThrownBy(
              () ->
                  LakeServer.start(
                      tables, Optional.empty(), open.url().getPort(), Optional.empty()))
          .isInstanceOf(BindException.class);
    }
  }

  private void assertRejectsManagementAndOtherNames(URI url)
      throws IOException, InterruptedException {
    for (HttpRequest.Builder request :
        List.of(
            HttpRequest.newBuilder(url.resolve("/v1/node")),
            HttpRequest.newBuilder(url.resolve("/v1/thread")),
            HttpRequest.newBuilder(url.resolve("/metrics")),
            HttpRequest.newBuilder(url.resolve("/v1/task")),
            HttpRequest.newBuilder(url.resolve("/ui/api/query")),
            HttpRequest.newBuilder(url.resolve("/v1/info/state"))
                .PUT(BodyPublishers.ofString("\"SHUTTING_DOWN\""))
                .header("Content-Type", "application/json"))) {
      HttpResponse<String> response =
          http.send(request.header("X-Trino-User", "x").build(), BodyHandlers.ofString());

      assertThat(response.statusCode()).as(request.build().uri() + "").isBetween(303, 405);
    }
    String request =
        "POST /v1/statement HTTP/1.1\r\nHost: rebound.example:%d\r\nX-Trino-User: x\r\nContent-Length: 8\r\nConnection: close\r\n\r\nSELECT 1"
            .formatted(url.getPort());
    assertThat(rawResponse(url.getPort(), request)).startsWith("HTTP/1.1 403 ");
    assertThat(rawResponse(url.getPort(), request.replace("rebound.example", "localhost")))
        .startsWith("HTTP/1.1 200 ");
  }

  private static String rawResponse(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void saysThatAPortIsInUseAndLeavesNoFile() throws IOException {
    List<String> before = temporaryFiles();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  LakeServer.start(
                      tables, Optional.empty(), other.getLocalPort(), Optional.of(PASSWORD)))
          .isInstanceOf(BindException.class);
    }
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  @Test
  void listensOnlyOnThisMachine() throws SocketException {
    assertThat(List.of(server.url().getHost(), server.internalAddress().getHost()))
        .containsExactly("127.0.0.1", "127.0.0.1");
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    assumeThat(others).isNotEmpty();
    for (InetAddress other : others) {
      for (int port : new int[] {server.url().getPort(), server.internalAddress().getPort()}) {
        assertThatThrownBy(
                () -> {
                  try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(other, port), 2_000);
                  }
                })
            .as("%s, port %d", other, port)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void acceptsNoClientWhileItStarts() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    CompletableFuture<LakeServer> start =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return LakeServer.start(tables, Optional.empty(), port, Optional.empty());
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    List<String> responses = new ArrayList<>();
    while (!start.isDone()) {
      for (String path : List.of("/v1/query", "/v1/info")) {
        try {
          responses.add(
              rawResponse(
                  port,
                  "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nX-Trino-User: x\r\nConnection: close\r\n\r\n"
                      .formatted(path, port)));
        } catch (ConnectException notListening) {
          Thread.sleep(20);
        }
      }
    }
    start.get().close();

    assertThat(responses).noneMatch(response -> response.contains("CREATE"));
    // The last requests may be answered after the start.
    assertThat(responses.getFirst()).startsWith("HTTP/1.1 503 ");
  }

  private static List<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("playlist-lake-"))
          .sorted()
          .toList();
    }
  }

  private static Map<String, Long> files() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(tables)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(tables.relativize(file).toString(), Files.size(file));
      }
    }
    return sizes;
  }
}
