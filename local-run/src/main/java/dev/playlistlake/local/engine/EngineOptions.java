package dev.playlistlake.local.engine;

import dev.playlistlake.athena.AwsAthena;
import dev.playlistlake.athena.LocalAthena;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.lake.LinkCheck;
import dev.playlistlake.local.lake.LocalS3;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;

/// Which lake is asked, and by which engine.
public final class EngineOptions {
  /// The folder of a lake that holds its history table.
  public static final String HISTORY = "history";

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description = "The lake: tables are in DIR/processed. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--athena",
      paramLabel = "WORKGROUP",
      description =
          "Ask Amazon Athena in this workgroup of your AWS account, instead of a folder. Costs"
              + " money there. Tested against a stub of the service, never on AWS.")
  private @Nullable String workgroup;

  @Option(
      names = "--database",
      paramLabel = "NAME",
      defaultValue = "playlist_lake_prod",
      description = "With --athena: the Glue database. Default: ${DEFAULT-VALUE}.")
  private String database = "playlist_lake_prod";

  private boolean keepsHistory;

  /// Makes the history table on this machine one that stays, in DIR/history.
  public void keepHistory() {
    keepsHistory = true;
  }

  /// Whether the engine runs on this machine.
  public boolean local() {
    return workgroup == null;
  }

  public Path lake() {
    return lake;
  }

  /// What is asked, for people.
  public String title() {
    return local() ? lake.toString() : database;
  }

  /// What asks it, for people.
  public String engine() {
    return local() ? "Trino, the engine behind Athena" : "Amazon Athena";
  }

  /// @throws IOException when there is no lake to ask, or a link in its history table
  void check() throws IOException {
    Path playlists = tables().resolve(Tables.PLAYLISTS.name());
    if (local() && !Files.isDirectory(playlists)) {
      throw new IOException(
          "no lake in %1$s: make one with `playlist-lake demo --lake %1$s` (simulated playlists) or `playlist-lake run --lake %1$s` (yours)"
              .formatted(lake));
    }
    if (local()) {
      LinkCheck.requireAllPlain(lake.resolve(HISTORY));
    }
  }

  /// Starts the engine, which takes some seconds on this machine.
  SqlEngine open() throws IOException {
    check();
    if (workgroup == null) {
      Path history = lake.resolve(HISTORY);
      return keepsHistory || Files.isDirectory(history)
          ? LocalAthena.over(tables(), history)
          : LocalAthena.over(tables());
    }
    AthenaClient client =
        AthenaClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    return new AwsAthena(client, workgroup, database, EngineOptions::sleep);
  }

  private Path tables() {
    return lake.resolve(LocalS3.PROCESSED);
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
