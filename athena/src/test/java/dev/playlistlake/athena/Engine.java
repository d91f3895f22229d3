package dev.playlistlake.athena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The one engine that the tests of a JVM share, over the small lake.
final class Engine {
  private static final LocalAthena SHARED = start();

  private Engine() {}

  private static LocalAthena start() {
    try {
      LocalAthena athena = LocalAthena.over(SmallLake.write());
      Runtime.getRuntime().addShutdownHook(new Thread(athena::close));
      return athena;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static LocalAthena shared() {
    return SHARED;
  }

  /// A question's answer, each row as the text of the columns asked for.
  static List<String> ask(String question, Map<String, String> parameters, String... columns) {
    return text(SHARED.run(QueriesFile.ours().get(question).with(parameters).sql()), columns);
  }

  static List<String> ask(String question, String... columns) {
    return ask(question, Map.of(), columns);
  }

  static List<String> text(Answer answer, String... columns) {
    List<String> names = answer.columns().stream().map(Answer.Column::name).toList();
    return answer.rows().stream()
        .map(
            row ->
                Arrays.stream(columns)
                    .map(name -> String.valueOf(row.get(names.indexOf(name))))
                    .collect(Collectors.joining(" ")))
        .toList();
  }
}
