package dev.playlistlake.local.engine;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.FileErrors;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// An engine that starts in the background. Statements wait for the start. The prompt of `query`
/// uses it, so that it accepts input from its beginning. Threads may share it.
public final class StartingEngine implements SqlEngine {
  private final FutureTask<SqlEngine> start;

  private StartingEngine(FutureTask<SqlEngine> start) {
    this.start = start;
  }

  /// Starts an engine.
  ///
  /// @param open opens the engine, in another thread
  public static StartingEngine start(Callable<SqlEngine> open) {
    FutureTask<SqlEngine> start = new FutureTask<>(open);
    Thread.ofPlatform().daemon().name("engine-start").start(start);
    return new StartingEngine(start);
  }

  /// Returns whether the engine is still starting.
  public boolean isStarting() {
    return !start.isDone();
  }

  /// Waits until the engine has started or has failed to start.
  public void await() throws InterruptedException {
    try {
      start.get();
    } catch (ExecutionException failed) {
      // See failure().
    }
  }

  /// Returns why the engine did not start. Empty if it has started or is still starting.
  public Optional<String> failure() {
    if (start.state() != FutureTask.State.FAILED) {
      return Optional.empty();
    }
    Throwable failure = start.exceptionNow();
    return Optional.of(
        failure instanceof IOException file
            ? FileErrors.of(file)
            : Objects.requireNonNullElseGet(failure.getMessage(), failure::toString));
  }

  @Override
  public SqlResult run(String sql) {
    try {
      await();
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw SqlException.of("cancelled", cancelled);
    }
    Optional<String> failure = failure();
    if (failure.isPresent()) {
      throw SqlException.of("the SQL engine did not start: " + failure.get(), null);
    }
    return start.resultNow().run(sql);
  }

  @Override
  public Optional<Reading> reading() {
    return isOpen() ? start.resultNow().reading() : Optional.empty();
  }

  /// Closes the engine. An engine that is still starting is left to the end of the process.
  @Override
  public void close() {
    if (isOpen()) {
      start.resultNow().close();
    }
  }

  private boolean isOpen() {
    return start.state() == FutureTask.State.SUCCESS;
  }
}
