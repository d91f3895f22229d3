package dev.playlistlake.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Creates the report page of a lake: runs the queries of `report.sql` and inserts their results.
/// [ReportCommand] uses it in one thread.
public final class Report {
  private static final String PREFIX = "report_";

  private Report() {}

  /// Returns the page as HTML.
  ///
  /// @param facts the members `lake`, `made` (a time), `version` and `engine` of the page's data
  /// @throws IOException when a query fails
  public static String render(SqlEngine engine, Map<String, String> facts) throws IOException {
    Map<String, SqlResult> results = new LinkedHashMap<>();
    for (QueryDefinition query : queries().all(QueryDefinition.Kind.QUESTION)) {
      results.put(query.name().substring(PREFIX.length()), run(engine, query));
    }
    return ReportPage.render(ReportData.toJson(facts, results));
  }

  /// Returns the queries of `report.sql`.
  static QueriesFile queries() throws IOException {
    try (InputStream file = Report.class.getResourceAsStream("report.sql")) {
      return QueriesFile.parse(new String(Objects.requireNonNull(file).readAllBytes(), UTF_8));
    }
  }

  private static SqlResult run(SqlEngine engine, QueryDefinition query) throws IOException {
    try {
      return engine.run(query.sql());
    } catch (SqlException failed) {
      throw new IOException(query.name() + ": " + failed.getMessage(), failed);
    }
  }
}
