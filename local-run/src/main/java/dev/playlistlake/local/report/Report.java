package dev.playlistlake.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.playlistlake.athena.Answer;
import dev.playlistlake.athena.NamedSql;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Asks a lake what the page shows, and makes the page of it.
public final class Report {
  private static final String PREFIX = "report_";

  private Report() {}

  /// The page as HTML.
  ///
  /// @param facts what the page says of itself: `lake`, `made`, `version`, `engine`
  /// @throws IOException when a question can't be answered
  public static String page(SqlEngine engine, Map<String, String> facts) throws IOException {
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (NamedSql question : questions().all(NamedSql.Kind.QUESTION)) {
      answers.put(question.name().substring(PREFIX.length()), answer(engine, question));
    }
    return ReportPage.html(ReportData.json(facts, answers));
  }

  static QueriesFile questions() throws IOException {
    try (InputStream file = Report.class.getResourceAsStream("report.sql")) {
      return QueriesFile.parse(new String(Objects.requireNonNull(file).readAllBytes(), UTF_8));
    }
  }

  private static Answer answer(SqlEngine engine, NamedSql question) throws IOException {
    try {
      return engine.run(question.sql());
    } catch (SqlException refused) {
      throw new IOException(question.name() + ": " + refused.getMessage(), refused);
    }
  }
}
