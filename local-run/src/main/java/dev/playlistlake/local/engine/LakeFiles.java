package dev.playlistlake.local.engine;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An engine over a lake in a folder whose errors name the lake's files. The engine itself knows
/// them by addresses in its working directory, and does not say why it could not open one. Threads
/// may share it.
///
/// @param lake the folder of the lake
record LakeFiles(SqlEngine engine, Path lake) implements SqlEngine {
  private static final Pattern FILE_ERROR =
      Pattern.compile("(?s)java\\.(?:io|nio\\.file)\\.(?<type>\\w+): (?<text>.*)");
  private static final String MEMORY_ERROR = "Query exceeded per-node memory limit";
  private static final Pattern ADDRESS = Pattern.compile("local:///([^\\s(),:]+)");

  /// Checks that the folders of the tables can be read.
  ///
  /// @throws AccessDeniedException with the path of the first folder that cannot be read
  static void requireReadable(Path lake) throws AccessDeniedException {
    for (Table<?> table : Tables.ALL) {
      Path folder = lake.resolve(LakeLayout.PROCESSED).resolve(table.name());
      if (LakeLayout.isFolder(folder) && !Files.isReadable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
    }
  }

  @Override
  public SqlResult run(String sql) {
    try {
      return engine.run(sql);
    } catch (SqlException failed) {
      throw explained(failed, lake);
    }
  }

  /// Returns an exception with the file and the reason if the engine could not read or write a file
  /// of the lake or its temporary files, or with what to do if it needs more memory, otherwise the
  /// same exception.
  static SqlException explained(SqlException failed, Path lake) {
    String message = String.valueOf(failed.getMessage());
    if (message.startsWith(MEMORY_ERROR)) {
      // The rest lists the engine's operators.
      return SqlException.of(
          message.replaceFirst(" \\[.*", "")
              + ". Run the command with more memory, for example JAVA_OPTS=-Xmx4g",
          failed);
    }
    Optional<String> reason = Optional.empty();
    Optional<Path> place = Optional.empty();
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      Optional<String> inner = reason(cause);
      reason = inner.isPresent() ? inner : reason;
      place = place.isPresent() ? place : addressIn(cause).map(address -> file(address, lake));
    }
    return reason.isPresent() && place.isPresent()
        ? SqlException.of(place.get() + ": " + reason.get(), failed)
        : failed;
  }

  /// The engine replaces exceptions by its own, which keep only the names of their classes.
  private static Optional<String> reason(Throwable failure) {
    Matcher error = FILE_ERROR.matcher(failure.toString());
    return error.matches()
        ? Optional.of(
            switch (error.group("type")) {
              case "AccessDeniedException" -> FileErrors.reason(new AccessDeniedException(""));
              case "NoSuchFileException" -> FileErrors.reason(new NoSuchFileException(""));
              // Its text is the path in the engine's working directory and, in parentheses, the
              // reason.
              case "FileNotFoundException" ->
                  error
                      .group("text")
                      .replaceFirst("(?s).*\\((.*)\\)", "$1")
                      .toLowerCase(Locale.ROOT);
              default -> error.group("text");
            })
        : Optional.empty();
  }

  private static Optional<String> addressIn(Throwable failure) {
    Matcher address = ADDRESS.matcher(String.valueOf(failure.getMessage()));
    return address.find() ? Optional.of(address.group(1)) : Optional.empty();
  }

  private static Path file(String address, Path lake) {
    String first = address.split("/", 2)[0];
    if (HistoryErasure.FOLDERS.contains(first)) {
      return lake.resolve(address);
    }
    return Tables.ALL.stream().anyMatch(table -> table.name().equals(first))
        ? lake.resolve(LakeLayout.PROCESSED).resolve(address)
        : Path.of(System.getProperty("java.io.tmpdir", ""));
  }

  @Override
  public Optional<Reading> reading() {
    return engine.reading();
  }

  @Override
  public void close() {
    engine.close();
  }
}
