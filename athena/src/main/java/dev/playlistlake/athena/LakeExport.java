package dev.playlistlake.athena;

import io.airlift.units.DataSize;
import io.trino.client.direct.DirectTrinoClient;
import io.trino.parquet.writer.ParquetSchemaConverter;
import io.trino.parquet.writer.ParquetWriter;
import io.trino.parquet.writer.ParquetWriterOptions;
import io.trino.spi.Page;
import io.trino.spi.type.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;
import org.jspecify.annotations.Nullable;

/// The engine over a lake in a folder, for results that are larger than the memory: they are
/// written while the engine computes them. The command `export` uses it, in one thread.
public final class LakeExport implements SqlEngine {
  // A row group is kept in memory.
  private static final DataSize ROW_GROUP = DataSize.of(32, DataSize.Unit.MEGABYTE);

  private final LocalAthena engine;

  private LakeExport(LocalAthena engine) {
    this.engine = engine;
  }

  /// Starts the engine.
  ///
  /// @param tables the folder that contains `songs/`, `albums/` and the other tables
  /// @param histories the folder that contains the folders of the history tables; empty without
  ///   history tables
  /// @throws IOException if the folder doesn't exist
  public static LakeExport over(Path tables, Optional<Path> histories) throws IOException {
    return new LakeExport(
        LocalAthena.open(TrinoWorkDir.joined(tables, histories), new EnginePort()));
  }

  /// Receives a result row by row.
  public interface Rows {
    /// Called once, before the rows.
    void columns(List<String> names) throws IOException;

    /// Called for each row.
    ///
    /// @param values as in [SqlResult]
    void row(List<@Nullable Object> values) throws IOException;
  }

  /// Runs a statement and passes its result on.
  ///
  /// @return the number of rows
  /// @throws SqlException if the engine rejects the statement or cannot finish it
  /// @throws IOException if the receiver threw it
  public long write(String sql, Rows receiver) throws IOException {
    return write(sql, new RowReceiver(receiver));
  }

  /// Runs a statement and writes its result as a Parquet file with zstd compression. Times are
  /// without a zone.
  ///
  /// @param program the name and version of the program, for the file
  /// @return the number of rows
  /// @throws SqlException if the engine rejects the statement or cannot finish it
  /// @throws IOException if the file cannot be written
  public long writeParquet(String sql, OutputStream file, String program) throws IOException {
    return write(sql, new ParquetReceiver(file, program));
  }

  @Override
  public SqlResult run(String sql) {
    return engine.run(sql);
  }

  @Override
  public Optional<Reading> reading() {
    return engine.reading();
  }

  private long write(String sql, Receiver receiver) throws IOException {
    try (receiver) {
      engine.stream(sql, receiver);
      return receiver.rows;
    } catch (UncheckedIOException failed) {
      throw Objects.requireNonNull(failed.getCause());
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  /// Receives the pages of one result. Trino calls it from its own threads, one after the other.
  private abstract static class Receiver
      implements DirectTrinoClient.QueryResultsListener, AutoCloseable {
    private long rows;
    private boolean hasColumns;

    @Override
    public final synchronized void setOutputColumns(List<String> names, List<Type> types) {
      if (!hasColumns) {
        hasColumns = true;
        try {
          start(List.copyOf(names), List.copyOf(types));
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
      }
    }

    @Override
    public final synchronized void consumeOutputPage(Page page) {
      try {
        add(page);
        rows += page.getPositionCount();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    abstract void start(List<String> names, List<Type> types) throws IOException;

    abstract void add(Page page) throws IOException;

    @Override
    public void close() throws IOException {}
  }

  private static final class RowReceiver extends Receiver {
    private final Rows receiver;
    private List<Type> types = List.of();

    private RowReceiver(Rows receiver) {
      this.receiver = receiver;
    }

    @Override
    void start(List<String> names, List<Type> columnTypes) throws IOException {
      types = columnTypes;
      receiver.columns(names);
    }

    @Override
    void add(Page page) throws IOException {
      for (List<@Nullable Object> row : TrinoResults.rows(types, page)) {
        receiver.row(row);
      }
    }
  }

  private static final class ParquetReceiver extends Receiver {
    private final OutputStream file;
    private final String program;
    private @Nullable ParquetWriter writer;

    private ParquetReceiver(OutputStream file, String program) {
      this.file = file;
      this.program = program;
    }

    @Override
    void start(List<String> names, List<Type> types) {
      ParquetSchemaConverter schema = new ParquetSchemaConverter(types, names, false, false);
      writer =
          new ParquetWriter(
              file,
              schema.getMessageType(),
              schema.getPrimitiveTypes(),
              ParquetWriterOptions.builder().setMaxBlockSize(ROW_GROUP).build(),
              CompressionCodec.ZSTD,
              program,
              Optional.empty(),
              Optional.empty());
    }

    @Override
    void add(Page page) throws IOException {
      Objects.requireNonNull(writer).write(page);
    }

    @Override
    public void close() throws IOException {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
