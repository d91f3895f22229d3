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

/// `athena/queries.sql`: every view, question and history statement, by name and in file order. A
/// statement begins at its `-- name:` line, the comment lines under it say what it is for, and a
/// `;` at a line's end closes it.
public final class QueriesFile {
  private static final Pattern NAME = Pattern.compile("(?m)^-- name: ");

  private final Map<String, NamedSql> statements;

  private QueriesFile(Map<String, NamedSql> statements) {
    this.statements = statements;
  }

  /// The project's own, from the class path.
  public static QueriesFile ours() {
    try (InputStream file = QueriesFile.class.getResourceAsStream("queries.sql")) {
      return parse(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Statements of another file in the same form.
  public static QueriesFile parse(String text) {
    Map<String, NamedSql> statements = new LinkedHashMap<>();
    NAME.splitAsStream(text)
        .skip(1)
        .map(QueriesFile::statement)
        .forEach(
            statement -> {
              if (statements.put(statement.name(), statement) != null) {
                throw new IllegalArgumentException("two statements named " + statement.name());
              }
            });
    return new QueriesFile(statements);
  }

  /// All of one kind, in file order: a view stands below those that it reads.
  public List<NamedSql> all(NamedSql.Kind kind) {
    return statements.values().stream().filter(statement -> statement.kind() == kind).toList();
  }

  /// One by name.
  ///
  /// @throws IllegalArgumentException when there is none of that name
  public NamedSql get(String name) {
    NamedSql found = statements.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no statement is named " + name + SimilarNames.question(name, statements.keySet()));
    }
    return found;
  }

  private static NamedSql statement(String text) {
    List<String> lines = text.lines().toList();
    String name = lines.getFirst().strip();
    List<String> body = lines.subList(1, lines.size());
    String comment =
        comments(body).map(line -> line.substring(2).strip()).collect(Collectors.joining(" "));
    String sql = body.stream().skip(comments(body).count()).collect(Collectors.joining("\n"));
    int end = (sql + "\n").indexOf(";\n");
    if (end < 0) {
      throw new IllegalArgumentException(name + ": no ; at the end of a line closes it");
    }
    return new NamedSql(name, comment, sql.substring(0, end).strip());
  }

  private static Stream<String> comments(List<String> lines) {
    return lines.stream().takeWhile(line -> line.startsWith("--"));
  }
}
