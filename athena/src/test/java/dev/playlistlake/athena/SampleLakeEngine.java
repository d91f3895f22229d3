package dev.playlistlake.athena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The engine over [SampleLake], shared by all tests of a JVM.
final class SampleLakeEngine {
  private static final LocalAthena SHARED = start();

  private SampleLakeEngine() {}

  private static LocalAthena start() {
    try {
      Path tables = SampleLake.write();
      LocalAthena athena =
          LocalAthena.open(TrinoWorkDir.linked(tables, Optional.empty()), new EnginePort());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(athena, tables)));
      return athena;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void end(LocalAthena athena, Path tables) {
    athena.close();
    new TrinoWorkDir(tables).delete();
  }

  static LocalAthena shared() {
    return SHARED;
  }

  /// Runs a saved query and returns each row as the text of the given columns.
  static List<String> query(String name, Map<String, String> parameters, String... columns) {
    return text(SHARED.run(QueriesFile.ours().get(name).with(parameters).sql()), columns);
  }

  static List<String> query(String name, String... columns) {
    return query(name, Map.of(), columns);
  }

  static List<String> text(SqlResult result, String... columns) {
    List<String> names = result.columns().stream().map(SqlResult.Column::name).toList();
    return result.rows().stream()
        .map(
            row ->
                Arrays.stream(columns)
                    .map(name -> String.valueOf(row.get(names.indexOf(name))))
                    .collect(Collectors.joining(" ")))
        .toList();
  }
}
