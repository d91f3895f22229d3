package dev.playlistlake.local.query;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
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

/// Completes input at the [SqlPrompt]: SQL keywords and the names of tables, views, columns and
/// saved queries. Threads may share it: one adds words while another completes.
final class SqlCompleter implements Completer {
  private static final List<String> SQL =
      List.of(
          ("SELECT FROM WHERE GROUP BY ORDER LIMIT WITH AS JOIN LEFT FULL OUTER CROSS ON USING AND"
                  + " OR NOT NULL IS IN BETWEEN LIKE CASE WHEN THEN ELSE END DISTINCT HAVING UNION"
                  + " ALL OVER PARTITION ROWS DESC ASC CAST TRY_CAST COUNT SUM AVG MIN MAX MAX_BY"
                  + " COALESCE NULLIF ROUND LAG LEAD RANK ROW_NUMBER DATE_DIFF DESCRIBE SHOW TABLES"
                  + " COLUMNS")
              .split(" "));

  private final Set<String> words = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);

  /// A completer that knows the tables, views and saved queries.
  ///
  /// @param commands the commands of the prompt
  SqlCompleter(QueriesFile queries, Set<String> commands) {
    words.addAll(SQL);
    words.addAll(commands);
    for (Table<?> table : Tables.ALL) {
      words.add(table.name());
      table.columns().stream().map(Column::name).forEach(words::add);
    }
    for (QueryDefinition.Kind kind :
        List.of(QueryDefinition.Kind.VIEW, QueryDefinition.Kind.QUESTION)) {
      queries.all(kind).stream().map(QueryDefinition::name).forEach(words::add);
    }
  }

  /// Adds a word, such as a column of a view.
  void add(String word) {
    words.add(word);
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String prefix = line.word().substring(0, line.wordCursor());
    boolean isLowerCase = prefix.chars().anyMatch(Character::isLowerCase);
    for (String word : new TreeSet<>(words)) {
      if (word.regionMatches(true, 0, prefix, 0, prefix.length())) {
        boolean toLowerCase = SQL.contains(word) && isLowerCase;
        candidates.add(new Candidate(toLowerCase ? word.toLowerCase(Locale.ROOT) : word));
      }
    }
  }
}
