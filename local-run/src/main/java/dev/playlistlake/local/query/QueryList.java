package dev.playlistlake.local.query;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import java.io.PrintWriter;
import java.util.List;

/// Prints the saved queries with their parameters, the checks, the statements for the history
/// tables, and the views. `query --list` and the prompt use it. Threads may share it.
public final class QueryList {
  private static final int WIDTH = 96;

  private QueryList() {}

  /// Prints the list and flushes the writer.
  public static void print(QueriesFile queries, PrintWriter out) {
    out.println("Saved queries:");
    out.println();
    queries.all(QueryDefinition.Kind.QUESTION).forEach(query -> query(query, out));
    out.println();
    out.println("Checks, which fail if something is wrong:");
    out.println();
    queries.all(QueryDefinition.Kind.CHECK).forEach(query -> query(query, out));
    out.println();
    out.println("Statements for the history tables (stored in DIR on this machine):");
    out.println();
    queries.all(QueryDefinition.Kind.HISTORY).forEach(statement -> query(statement, out));
    out.println();
    out.println("Views for your own statements (docs/tables.md lists their columns):");
    out.println();
    for (QueryDefinition view : queries.all(QueryDefinition.Kind.VIEW)) {
      out.println("  " + view.name());
      wrapped(view.comment(), out);
    }
    out.flush();
  }

  private static void query(QueryDefinition query, PrintWriter out) {
    out.println("  " + query.name());
    wrapped(query.comment(), out);
    for (QueryDefinition.Parameter parameter : query.parameters()) {
      String meaning = parameter.meaning().isEmpty() ? "" : "  " + parameter.meaning();
      out.println("      -p " + parameter.name() + "=" + plain(parameter.value()) + meaning);
    }
  }

  private static String plain(String value) {
    return value.matches("'[^']*'") ? value.substring(1, value.length() - 1) : value;
  }

  private static void wrapped(String text, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (String word : List.of(text.split(" "))) {
      if (line.length() + word.length() > WIDTH - 6) {
        out.println("     " + line);
        line.setLength(0);
      }
      line.append(' ').append(word);
    }
    out.println("     " + line);
  }
}
