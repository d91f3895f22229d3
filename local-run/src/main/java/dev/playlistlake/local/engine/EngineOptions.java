package dev.playlistlake.local.engine;

import dev.playlistlake.athena.AwsAthena;
import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.LakeExport;
import dev.playlistlake.athena.LakeServer;
import dev.playlistlake.athena.OnDemandEngine;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LinkCheck;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.athena.AthenaClient;

/// The options of `query` and `report`, and those of `verify` in another form, that select the lake
/// and the engine. Used by one thread.
public final class EngineOptions {

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description =
          "The folder of the lake. Its tables are in DIR/processed. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--athena",
      paramLabel = "WORKGROUP",
      description =
          "Query Amazon Athena in this workgroup of your AWS account, instead of a folder. Athena"
              + " charges you for it. Tested with a stub of the service, never on AWS.")
  private @Nullable String workgroup;

  @Option(
      names = "--database",
      paramLabel = "NAME",
      defaultValue = "playlist_lake_prod",
      description = "With --athena: the Glue database. Default: ${DEFAULT-VALUE}.")
  private String database = "playlist_lake_prod";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private boolean keepsHistory;
  private boolean onlyHistory;
  private boolean allDays;

  /// Returns the options for the lake in a folder.
  public static EngineOptions ofFolder(Path lake) {
    EngineOptions options = new EngineOptions();
    options.lake = lake;
    return options;
  }

  /// Returns the options for Amazon Athena.
  public static EngineOptions ofAthena(String workgroup, String database) {
    EngineOptions options = new EngineOptions();
    options.workgroup = workgroup;
    options.database = database;
    return options;
  }

  /// Returns options for the history tables of a lake on this machine. The lake needs no other
  /// tables.
  public static EngineOptions ofHistory(Path lake) {
    EngineOptions options = new EngineOptions();
    options.lake = lake;
    options.keepsHistory = true;
    options.onlyHistory = true;
    return options;
  }

  /// Checks that the options of the command line fit together.
  ///
  /// @throws ParameterException if one would be ignored
  public void requireConsistent() {
    CommandLine line = Objects.requireNonNull(command).commandLine();
    if (local() && line.getParseResult().hasMatchedOption("--database")) {
      throw new ParameterException(line, "--database requires --athena");
    }
    if (!local() && line.getParseResult().hasMatchedOption("--lake")) {
      throw new ParameterException(line, "--athena and --lake exclude each other");
    }
  }

  /// Returns whether only the history tables are used.
  boolean onlyHistory() {
    return onlyHistory;
  }

  /// Returns an engine that runs statements on Athena.
  ///
  /// @param client is closed together with the engine
  /// @param workgroup runs the statements
  /// @param database the Glue database of the tables
  public static SqlEngine athena(AthenaClient client, String workgroup, String database) {
    return new AwsAthena(client, workgroup, database, EngineOptions::sleep);
  }

  /// Stores the history tables of a lake on this machine permanently, in folders of the lake.
  public void keepHistory() {
    keepsHistory = true;
  }

  /// Starts the engine for statements that read all days of the lake.
  public void readAllDays() {
    allDays = true;
  }

  /// Returns whether the engine runs on this machine.
  public boolean local() {
    return workgroup == null;
  }

  /// Returns the folder of the lake.
  public Path lake() {
    return lake;
  }

  /// Returns the name of the lake for messages: its folder or its database.
  public String title() {
    return local() ? lake.toString() : database;
  }

  /// Returns the name of the engine for the report.
  public String engine() {
    return local() ? "Trino, the engine behind Athena" : "Amazon Athena";
  }

  /// Checks the lake.
  ///
  /// @throws IOException when the folder contains no lake or cannot be read, or its history tables
  ///   contain a link
  public void check() throws IOException {
    Path playlists = tables().resolve(Tables.PLAYLISTS.name());
    if (local() && !onlyHistory && !LakeLayout.isFolder(playlists)) {
      throw new IOException(
          "%1$s: folder contains no lake. Create one with `playlist-lake demo --lake %1$s` (simulated playlists) or `playlist-lake run --lake %1$s` (your playlists)."
              .formatted(lake));
    }
    if (local()) {
      LakeFiles.requireReadable(lake);
      // The engine would read only some of the rows behind a link, without an error.
      LinkCheck.requirePlain(tables());
      for (Table<?> table : Tables.ALL) {
        LinkCheck.requirePlainToRead(tables().resolve(table.name()));
      }
      for (String folder : HistoryErasure.FOLDERS) {
        LinkCheck.requireAllPlain(lake.resolve(folder));
        if (keepsHistory && !Files.isDirectory(lake.resolve(folder)) && !Files.isWritable(lake)) {
          throw new IOException(
              "%s: the history tables cannot be stored, because the folder cannot be written. Change its permissions."
                  .formatted(lake));
        }
      }
    }
  }

  /// Starts the engine, after [#check]. On this machine, this takes some seconds.
  ///
  /// @throws IOException when the folder of the tables cannot be read
  SqlEngine open() throws IOException {
    if (workgroup == null) {
      try {
        return new LakeFiles(openFolder(), lake);
      } catch (SqlException failed) {
        throw explained(failed);
      }
    }
    return athena(AwsClients.real(System.getenv()).openAthena(), workgroup, database);
  }

  private SqlEngine openFolder() throws IOException {
    if (allDays) {
      return OnDemandEngine.overAllDays(tables(), histories());
    }
    return keepsHistory || hasHistory()
        ? OnDemandEngine.over(Files.createDirectories(tables()), lake)
        : OnDemandEngine.over(tables());
  }

  /// Starts the engine of this machine for other programs, after [#check]. This takes some seconds.
  ///
  /// @param port as in [LakeServer#start]
  /// @param password as in [LakeServer#start]
  /// @throws IOException when the folder of the tables cannot be read, or the port is in use
  public LakeServer serve(int port, Optional<String> password) throws IOException {
    try {
      return LakeServer.start(tables(), histories(), port, password);
    } catch (SqlException failed) {
      throw explained(failed);
    }
  }

  /// Starts the engine of this machine to write large results, after [#check]. This takes some
  /// seconds.
  ///
  /// @throws IOException when the folder of the tables cannot be read
  public LakeExport export() throws IOException {
    try {
      return LakeExport.over(tables(), histories());
    } catch (SqlException failed) {
      throw explained(failed);
    }
  }

  /// Returns an exception whose message names the lake's files and says what to do, if the engine
  /// failed.
  public SqlException explained(SqlException failed) {
    return LakeFiles.explained(failed, lake);
  }

  private Optional<Path> histories() {
    return hasHistory() ? Optional.of(lake) : Optional.empty();
  }

  private boolean hasHistory() {
    return HistoryErasure.FOLDERS.stream().map(lake::resolve).anyMatch(Files::isDirectory);
  }

  private Path tables() {
    return lake.resolve(LakeLayout.PROCESSED);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("cancelled", cancelled);
    }
  }
}
