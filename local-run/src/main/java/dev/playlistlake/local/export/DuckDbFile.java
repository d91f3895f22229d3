package dev.playlistlake.local.export;

import dev.playlistlake.athena.SqlText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A DuckDB file that is being written. Used by one thread.
final class DuckDbFile implements AutoCloseable {
  private final Connection connection;

  private DuckDbFile(Connection connection) {
    this.connection = connection;
  }

  static DuckDbFile create(DuckDbDriver driver, Path file) throws SQLException {
    return new DuckDbFile(driver.open(file));
  }

  /// Creates a table with the rows of a Parquet file.
  void addTable(String name, Path parquet) throws SQLException {
    execute(
        // Otherwise a folder such as env=prod in the path becomes a column.
        "CREATE TABLE %s AS SELECT * FROM read_parquet(%s, hive_partitioning = false)"
            .formatted(name, SqlText.literal(parquet.toString())));
  }

  /// Creates the views and macros that DuckDB accepts.
  ///
  /// @return the names of the others
  List<String> addQueries() throws SQLException {
    List<String> rejected = new ArrayList<>(DuckDbSql.DIFFERENT);
    for (Map.Entry<String, String> query : DuckDbSql.statements().entrySet()) {
      try {
        execute(query.getValue());
        // A macro is checked when it is used.
        execute(select(query) + " LIMIT 0");
      } catch (SQLException notTranslated) {
        execute(
            "DROP " + (isMacro(query) ? "MACRO TABLE" : "VIEW") + " IF EXISTS " + query.getKey());
        rejected.add(query.getKey());
      }
    }
    return rejected.stream().sorted().toList();
  }

  // The driver closes a statement after an error.
  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String select(Map.Entry<String, String> query) {
    return "SELECT * FROM " + query.getKey() + (isMacro(query) ? "()" : "");
  }

  private static boolean isMacro(Map.Entry<String, String> query) {
    return query.getValue().startsWith("CREATE MACRO");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
