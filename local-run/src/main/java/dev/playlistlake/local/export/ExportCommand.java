package dev.playlistlake.local.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.playlistlake.athena.LakeExport;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.ProgressLine;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.local.operate.FilterOptions;
import dev.playlistlake.model.SafeText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `export`: writes the tables of a lake in a format of other tools. The command runs
/// in one thread.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the tables of a lake with typed columns as Parquet, CSV or a DuckDB file. The table"
          + " snapshot_troubles marks incomplete snapshots. The order of rows is not defined.",
      "Reads a lake in a folder only, not one on AWS."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake export --format parquet --out tables",
      "  playlist-lake export --format csv --from 2026-01-01 --out tables-of-2026",
      "  playlist-lake export --format duckdb --out lake.duckdb"
    })
public final class ExportCommand extends CliCommand {
  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description = "The folder of the lake. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--format",
      required = true,
      description =
          "The format: ${COMPLETION-CANDIDATES}. parquet writes a folder with"
              + " OUT/songs/songs.parquet and so on, csv one with OUT/songs.csv and so on (RFC"
              + " 4180, NULL is an empty field). duckdb writes one file, and downloads DuckDB's"
              + " driver (81 MB) at its first use.")
  private ExportFormat format = ExportFormat.PARQUET;

  @Option(
      names = "--out",
      paramLabel = "OUT",
      required = true,
      description =
          "The folder or file to write. It must not exist, or be an empty folder, and it must not"
              + " be in the lake.")
  private Path out = Path.of("");

  @Mixin private FilterOptions which = new FilterOptions();

  private final EngineLauncher engines;
  private long rows;

  /// A command that opens engines with this launcher.
  public ExportCommand(EngineLauncher engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException {
    SnapshotFilter filter = which.filter(spec());
    EngineOptions options = EngineOptions.ofFolder(lake);
    engines.require();
    options.check();
    Optional<DuckDbDriver> duckDb =
        format == ExportFormat.DUCKDB ? Optional.of(DuckDbDriver.load()) : Optional.empty();
    long start = System.nanoTime();
    try (UnfinishedOutput output = UnfinishedOutput.create(out, lake)) {
      for (Path earlier : output.earlier()) {
        printWarning(
            earlier
                + ": is from an export that is running or was killed. Delete it if none is"
                + " running.");
      }
      try (LakeExport engine = open(options)) {
        out().printf("%-19s %12s%n", "table", "rows");
        output.finish(
            duckDb.isPresent()
                ? duckDb(engine, filter, output.folder(), duckDb.get())
                : tables(engine, filter, output.folder()));
      } catch (SqlException failed) {
        throw new IOException(options.explained(failed).getMessage(), failed);
      }
    }
    out()
        .printf(
            "The tables are in %s. %.1f s%n",
            SafeText.sanitize(out), (System.nanoTime() - start) / 1e9);
    out().flush();
    if (rows == 0) {
      printWarning("no snapshot matches --from, --to and --playlist. The tables have no rows.");
    }
    return 0;
  }

  private LakeExport open(EngineOptions options) throws IOException {
    try (ProgressLine _ = ProgressLine.start(err(), () -> EngineLauncher.STARTING)) {
      return options.export();
    }
  }

  private Path tables(LakeExport engine, SnapshotFilter filter, Path folder) throws IOException {
    for (ExportedTable table : ExportedTable.ALL) {
      if (format == ExportFormat.CSV) {
        write(engine, table, filter, folder.resolve(table.name() + ".csv"));
      } else {
        Path ofTable = Files.createDirectory(folder.resolve(table.name()));
        write(engine, table, filter, ofTable.resolve(table.name() + ".parquet"));
      }
    }
    return folder;
  }

  private Path duckDb(LakeExport engine, SnapshotFilter filter, Path folder, DuckDbDriver driver)
      throws IOException {
    Path database = folder.resolve("lake.duckdb");
    try (DuckDbFile file = DuckDbFile.create(driver, database)) {
      for (ExportedTable table :
          Stream.concat(ExportedTable.ALL.stream(), ExportedTable.HISTORY.stream()).toList()) {
        Path parquet = folder.resolve(table.name() + ".parquet");
        write(engine, table, filter, parquet);
        file.addTable(table.name(), parquet);
        Files.delete(parquet);
      }
      List<String> rejected = file.addQueries();
      if (!rejected.isEmpty()) {
        out()
            .println(
                "Not in the file, because DuckDB's SQL differs: " + String.join(", ", rejected));
      }
    } catch (SQLException failed) {
      throw new IOException("DuckDB: " + failed.getMessage(), failed);
    }
    return database;
  }

  private void write(LakeExport engine, ExportedTable table, SnapshotFilter filter, Path file)
      throws IOException {
    long written;
    try (ProgressLine _ =
        ProgressLine.start(
            err(), () -> "export: writing " + table.name() + EngineLauncher.soFar(engine))) {
      written = write(engine, table.sql(filter), file);
    }
    rows += written;
    out().printf("%-19s %,12d%n", table.name(), written);
    out().flush();
  }

  private long write(LakeExport engine, String sql, Path file) throws IOException {
    try {
      if (format == ExportFormat.CSV) {
        try (Writer writer = Files.newBufferedWriter(file, UTF_8)) {
          return engine.write(sql, new CsvRows(writer));
        }
      }
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
        return engine.writeParquet(sql, stream, "playlist-lake " + Version.ofProgram());
      }
    } catch (IOException failed) {
      throw FileErrors.at(file, failed);
    }
  }
}
