package dev.playlistlake.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The messages for files that the SQL engine cannot read or write.
final class LakeFilesTest {
  private static final Path LAKE = Path.of("lake");
  private static final String FILE = "songs/snapshot_date=2026-11-20/p.csv";

  /// The engine's exceptions print the name of the original class.
  private static final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineException(String text, @Nullable Throwable cause) {
      super(text.substring(text.indexOf(": ") + 2), cause);
      this.text = text;
    }

    private final String text;

    // As the engine's exceptions do.
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
      return text;
    }
  }

  /// @param causes from the outermost, with the names of their classes
  private static String explained(String message, String... causes) {
    @Nullable Throwable cause = null;
    for (String text : Arrays.asList(causes).reversed()) {
      cause = new EngineException(text, cause);
    }
    return String.valueOf(LakeFiles.explained(SqlException.of(message, cause), LAKE).getMessage());
  }

  @Test
  void sayHowToRunAStatementThatNeedsMoreMemory() {
    assertThat(
            explained(
                "Query exceeded per-node memory limit of 614MB [Allocated: 613MB, Delta: 1MB, Top"
                    + " Consumers: {HashAggregationOperator=580MB}]"))
        .isEqualTo(
            "Query exceeded per-node memory limit of 614MB. Run the command with more memory, for"
                + " example JAVA_OPTS=-Xmx4g");
  }

  @Test
  void nameTheTableThatCannotBeRead() {
    Path file = LAKE.resolve("processed").resolve(FILE);
    String message = "Error opening Hive split local:///" + FILE + " (offset=0, length=318): x";

    assertThat(
            explained(
                message,
                "io.trino.spi.TrinoException: " + message,
                "java.io.FileNotFoundException: /tmp/sql/" + FILE + " (Permission denied)"))
        .isEqualTo(file + ": permission denied");
    assertThat(explained(message, "java.nio.file.AccessDeniedException: /tmp/sql/" + FILE))
        .isEqualTo(file + ": permission denied");
    assertThat(explained(message, "java.nio.file.NoSuchFileException: /tmp/sql/" + FILE))
        .isEqualTo(file + ": no such file or folder");
  }

  @Test
  void nameTheFolderThatCannotBeListed() {
    assertThat(
            explained(
                "Failed to list directory: local:///songs/snapshot_date=2026-11-20/",
                "java.nio.file.AccessDeniedException: /tmp/sql/songs"))
        .isEqualTo(
            LAKE.resolve("processed/songs/snapshot_date=2026-11-20") + ": permission denied");
  }

  @Test
  void nameTheFileOfTheHistoryThatCannotBeWritten() {
    assertThat(
            explained(
                "Failed to commit during create table",
                "org.apache.iceberg.exceptions.RuntimeIOException: Failed to create: x",
                "java.io.IOException: No space left on device: local:///history/metadata/1.avro",
                "java.io.IOException: No space left on device"))
        .isEqualTo(LAKE.resolve("history/metadata/1.avro") + ": No space left on device");
  }

  @Test
  void nameTheFolderOfTemporaryFiles() {
    assertThat(
            explained(
                "Could not write database schema",
                "java.io.IOException: No space left on device: local:///catalog/.schema",
                "java.io.IOException: No space left on device"))
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")) + ": No space left on device");
  }

  @Test
  void areNotChangedForOtherErrors() {
    assertThat(explained("Division by zero", "io.trino.spi.TrinoException: Division by zero"))
        .isEqualTo("Division by zero");
    assertThat(explained("line 1:8: Column 'x' cannot be resolved"))
        .isEqualTo("line 1:8: Column 'x' cannot be resolved");
  }
}
