package dev.playlistlake.local.query;

import dev.playlistlake.athena.NamedSql;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// What the prompt completes: words of SQL, tables, views, their columns, and queries by name.
final class SqlWords implements Completer {
  private static final List<String> SQL =
      List.of(
          ("SELECT FROM WHERE GROUP BY ORDER LIMIT WITH AS JOIN LEFT FULL OUTER CROSS ON USING AND"
                  + " OR NOT NULL IS IN BETWEEN LIKE CASE WHEN THEN ELSE END DISTINCT HAVING UNION"
                  + " ALL OVER PARTITION ROWS DESC ASC CAST TRY_CAST COUNT SUM AVG MIN MAX MAX_BY"
                  + " COALESCE NULLIF ROUND LAG LEAD RANK ROW_NUMBER DATE_DIFF DESCRIBE SHOW TABLES"
                  + " COLUMNS")
              .split(" "));

  private final Set<String> words = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);

  SqlWords(QueriesFile queries, Set<String> own) {
    words.addAll(SQL);
    words.addAll(own);
    for (Table<?> table : Tables.ALL) {
      words.add(table.name());
      table.columns().stream().map(Column::name).forEach(words::add);
    }
    for (NamedSql.Kind kind : List.of(NamedSql.Kind.VIEW, NamedSql.Kind.QUESTION)) {
      queries.all(kind).stream().map(NamedSql::name).forEach(words::add);
    }
  }

  /// More of them: the columns that only the engine knows.
  void add(String word) {
    words.add(word);
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String begun = line.word().substring(0, line.wordCursor());
    boolean small = begun.chars().anyMatch(Character::isLowerCase);
    for (String word : new TreeSet<>(words)) {
      if (word.regionMatches(true, 0, begun, 0, begun.length())) {
        boolean sql = SQL.contains(word) && small;
        candidates.add(new Candidate(sql ? word.toLowerCase(Locale.ROOT) : word));
      }
    }
  }
}
