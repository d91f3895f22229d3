package dev.playlistlake.athena;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A file of named statements. `athena/queries.sql` is such a file: it has all views, all saved
/// queries, the checks and the statements of the history tables. A statement begins with a line `--
/// name:`, followed by comment lines that describe it. It ends with a `;` at the end of a line. The
/// commands `query` and `report` use it. Immutable.
public final class QueriesFile {
  private static final Pattern NAME = Pattern.compile("(?m)^-- name: ");

  private final Map<String, QueryDefinition> statements;

  private QueriesFile(Map<String, QueryDefinition> statements) {
    this.statements = statements;
  }

  /// The project's own file `athena/queries.sql`, from the class path. It is read once.
  public static QueriesFile ours() {
    return Ours.FILE;
  }

  private static final class Ours {
    static final QueriesFile FILE = read();
  }

  private static QueriesFile read() {
    try (InputStream file = QueriesFile.class.getResourceAsStream("queries.sql")) {
      return parse(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Parses the text of a file.
  ///
  /// @throws IllegalArgumentException if two statements have the same name, or one has no end
  public static QueriesFile parse(String text) {
    Map<String, QueryDefinition> statements = new LinkedHashMap<>();
    NAME.splitAsStream(text)
        .skip(1)
        .map(QueriesFile::statement)
        .forEach(
            statement -> {
              if (statements.put(statement.name(), statement) != null) {
                throw new IllegalArgumentException(
                    "two statements have the name " + statement.name());
              }
            });
    return new QueriesFile(statements);
  }

  /// All statements of one kind, in file order. A view follows the views that it reads.
  public List<QueryDefinition> all(QueryDefinition.Kind kind) {
    return statements.values().stream().filter(statement -> statement.kind() == kind).toList();
  }

  /// The statement with the name.
  ///
  /// @throws IllegalArgumentException if no statement has the name
  public QueryDefinition get(String name) {
    QueryDefinition found = statements.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no statement is named " + name + SimilarNames.suggestion(name, statements.keySet()));
    }
    return found;
  }

  private static QueryDefinition statement(String text) {
    List<String> lines = text.lines().toList();
    String name = lines.getFirst().strip();
    List<String> body = lines.subList(1, lines.size());
    String comment =
        comments(body).map(line -> line.substring(2).strip()).collect(Collectors.joining(" "));
    String sql = body.stream().skip(comments(body).count()).collect(Collectors.joining("\n"));
    int end = (sql + "\n").indexOf(";\n");
    if (end < 0) {
      throw new IllegalArgumentException(
          name + ": missing ; at the end of the statement's last line");
    }
    return new QueryDefinition(name, comment, sql.substring(0, end).strip());
  }

  private static Stream<String> comments(List<String> lines) {
    return lines.stream().takeWhile(line -> line.startsWith("--"));
  }
}
