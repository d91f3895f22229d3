package dev.playlistlake.athena;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [LocalAthena] that creates views and history tables when a statement first mentions them. It
/// starts faster, because most statements read few of them. Statements have the same results. The
/// commands use it; threads may share it.
public final class OnDemandEngine implements SqlEngine {
  private static final Pattern WORD = Pattern.compile("\\w+");

  /// Statements with these words may list the tables and views.
  private static final Set<String> LISTS =
      Set.of("information_schema", "show", "system", "jdbc", "use", "call", "iceberg");

  private final LocalAthena engine;
  private final Map<String, QueryDefinition> views;
  private final Set<String> created = new HashSet<>();
  private boolean hasHistories;
  private @Nullable SqlException historyFailure;

  private OnDemandEngine(LocalAthena engine) {
    this.engine = engine;
    this.views =
        QueriesFile.ours().all(QueryDefinition.Kind.VIEW).stream()
            .collect(Collectors.toUnmodifiableMap(QueryDefinition::name, view -> view));
  }

  /// Starts the engine with empty history tables, which are deleted when the engine is closed. The
  /// engine reads only dates that exist at its start.
  ///
  /// @param tables the folder that contains `songs/`, `albums/` and the other tables
  /// @throws IOException if the folder doesn't exist
  public static OnDemandEngine over(Path tables) throws IOException {
    return over(TrinoWorkDir.linked(tables, Optional.empty()));
  }

  /// Starts the engine with history tables that are kept. It creates those that don't exist, with
  /// no rows. If the folder cannot be written, these are deleted when the engine is closed.
  ///
  /// @param tables the folder that contains `songs/`, `albums/` and the other tables
  /// @param histories the folder that contains the folders of [HistoryErasure#FOLDERS], such as a
  ///   lake's folder
  /// @throws IOException if the folder of the tables doesn't exist
  public static OnDemandEngine over(Path tables, Path histories) throws IOException {
    return over(TrinoWorkDir.linked(tables, Optional.of(histories)));
  }

  /// Starts the engine for statements that read all days. It copies tables with many files into a
  /// temporary folder first, which makes the statements several times as fast.
  ///
  /// @param tables the folder that contains `songs/`, `albums/` and the other tables
  /// @param histories as for [#over(Path, Path)]; empty without history tables
  /// @throws IOException if the folder of the tables doesn't exist, or a file cannot be read
  public static OnDemandEngine overAllDays(Path tables, Optional<Path> histories)
      throws IOException {
    return over(TrinoWorkDir.joined(tables, histories));
  }

  private static OnDemandEngine over(TrinoWorkDir workDir) throws IOException {
    return new OnDemandEngine(LocalAthena.openTables(workDir, new EnginePort()));
  }

  @Override
  public SqlResult run(String sql) {
    try {
      // In another thread, because a table that is created by half when this thread is interrupted
      // could not be created again.
      CompletableFuture.runAsync(() -> create(sql), task -> Thread.ofPlatform().start(task)).join();
    } catch (CompletionException failed) {
      throw sqlException(Objects.requireNonNullElse(failed.getCause(), failed));
    }
    return engine.run(sql);
  }

  private static SqlException sqlException(Throwable failed) {
    return failed instanceof SqlException sql
        ? sql
        : SqlException.of(
            Objects.requireNonNullElseGet(failed.getMessage(), failed::toString), failed);
  }

  private void create(String sql) {
    Set<String> words = words(sql);
    boolean all = words.stream().anyMatch(LISTS::contains);
    if (all || HistoryErasure.TABLES.stream().anyMatch(words::contains)) {
      createHistories();
    }
    // The lock is free between two views, so that a statement need not wait for a list of all.
    (all ? List.copyOf(views.keySet()) : words).forEach(this::createView);
  }

  private synchronized void createHistories() {
    if (historyFailure != null) {
      throw historyFailure;
    }
    if (!hasHistories) {
      try {
        engine.createHistories();
        hasHistories = true;
      } catch (RuntimeException failed) {
        // Their catalog exists now and cannot be created again.
        historyFailure = sqlException(failed);
        throw historyFailure;
      }
    }
  }

  private synchronized void createView(String name) {
    QueryDefinition view = views.get(name);
    if (view != null && created.add(name)) {
      try {
        // A view needs the views that it reads.
        create(view.viewSql());
        engine.run(view.sql());
      } catch (RuntimeException failed) {
        created.remove(name);
        throw failed;
      }
    }
  }

  private static Set<String> words(String sql) {
    return WORD.matcher(sql.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
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
