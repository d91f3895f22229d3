package dev.playlistlake.local.query;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes input at the [SqlPrompt]: SQL keywords, commands, the names of tables, views, columns
/// and saved queries, and the parameters of saved queries. Threads may share it: one adds words
/// while another completes.
final class SqlCompleter implements Completer {
  static final List<String> KEYWORDS =
      List.of(
          ("SELECT FROM WHERE GROUP BY ORDER LIMIT WITH AS JOIN LEFT FULL OUTER CROSS ON USING AND"
                  + " OR NOT NULL IS IN BETWEEN LIKE CASE WHEN THEN ELSE END DISTINCT HAVING UNION"
                  + " ALL OVER PARTITION ROWS DESC ASC CAST TRY_CAST COUNT SUM AVG MIN MAX MAX_BY"
                  + " COALESCE NULLIF ROUND LAG LEAD RANK ROW_NUMBER DATE_DIFF DESCRIBE SHOW TABLES"
                  + " COLUMNS")
              .split(" "));

  private final Set<String> words = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> parameters = new HashMap<>();
  private final Collection<String> tables;

  /// A completer that knows the saved queries and the columns of the tables.
  ///
  /// @param tables the names of the tables and views
  SqlCompleter(QueriesFile queries, Collection<String> tables) {
    this.tables = tables;
    words.addAll(KEYWORDS);
    words.addAll(PromptCommands.names());
    words.add("help");
    words.addAll(tables);
    for (Table<?> table : Tables.ALL) {
      table.columns().stream().map(Column::name).forEach(words::add);
    }
    for (QueryDefinition.Kind kind :
        List.of(QueryDefinition.Kind.QUESTION, QueryDefinition.Kind.CHECK)) {
      for (QueryDefinition query : queries.all(kind)) {
        words.add(query.name());
        parameters.put(
            query.name(),
            query.parameters().stream().map(QueryDefinition.Parameter::name).toList());
      }
    }
  }

  /// Adds a word, such as a column of a view.
  void add(String word) {
    words.add(word);
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String prefix = line.word().substring(0, line.wordCursor());
    String first = line.words().getFirst();
    if (line.wordIndex() > 0 && first.equals(PromptCommands.DESCRIBE)) {
      add(new TreeSet<>(tables), prefix, candidates);
    } else if (line.wordIndex() > 0 && parameters.containsKey(first)) {
      for (String name : parameters.getOrDefault(first, List.of())) {
        if (name.startsWith(prefix)) {
          candidates.add(new Candidate(name + "=", name + "=", null, null, null, null, false));
        }
      }
    } else {
      add(new TreeSet<>(words), prefix, candidates);
    }
  }

  private static void add(Set<String> words, String prefix, List<Candidate> candidates) {
    boolean isLowerCase = prefix.chars().anyMatch(Character::isLowerCase);
    for (String word : words) {
      if (word.regionMatches(true, 0, prefix, 0, prefix.length())) {
        boolean toLowerCase = KEYWORDS.contains(word) && isLowerCase;
        candidates.add(new Candidate(toLowerCase ? word.toLowerCase(Locale.ROOT) : word));
      }
    }
  }
}
