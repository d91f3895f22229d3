package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.lake.LocalS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake upgrade`: registers the partitions again, then transforms all snapshots.
final class UpgradeCommandIT {
  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private AwsStub aws;
  private LocalS3 s3;

  @BeforeEach
  void start() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-11-20", "p", LakeFolder.PAGE).put("2026-11-21", "p", LakeFolder.PAGE);
    aws = AwsStub.start();
    aws.catalog.add("2026-11-19", GlueCatalog.OLD_ESCAPE, 1);
    aws.catalog.add("2026-11-20", GlueCatalog.OLD_ESCAPE, 0);
    aws.catalog.add("2026-11-21", "\t", 0);
    s3 = LocalS3.start(lake.folder());
  }

  @AfterEach
  void stop() {
    s3.close();
    aws.close();
  }

  @Test
  void registersOutdatedPartitionsAndTransformsAllSnapshots() throws IOException {
    CommandRun run = upgrade();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList())
        .hasSize(8)
        .contains(
            "songs: 3 partitions, 2 of them registered again",
            "playlists: 3 partitions, 2 of them registered again")
        .endsWith("2 days registered in the Glue database lake.")
        .element(6)
        .asString()
        .startsWith("2 transformed, 0 failed, ");
    assertThat(aws.catalog.created).isEmpty();
    assertThat(lake.keys("processed")).hasSize(12);
    assertThat(aws.catalog.changes)
        .hasSize(12)
        .contains("songs 2026-11-19", "rejects 2026-11-20")
        .noneMatch(change -> change.endsWith("2026-11-21"));
    ObjectNode table = aws.catalog.table("songs");
    ObjectNode partition =
        Objects.requireNonNull(aws.catalog.partitions("songs").get("2026-11-19"));
    assertThat(partition.at("/StorageDescriptor/Columns"))
        .isEqualTo(table.at("/StorageDescriptor/Columns"));
    assertThat(partition.at("/StorageDescriptor/SerdeInfo"))
        .isEqualTo(table.at("/StorageDescriptor/SerdeInfo"));
    assertThat(partition.at("/StorageDescriptor/Location").asText())
        .isEqualTo("s3://processed/songs/snapshot_date=2026-11-19/");
    assertThat(partition.at("/Parameters/objectCount").asText()).isEqualTo("1");
  }

  @Test
  void registersDaysThatHaveNoPartition() throws IOException {
    lake.put("2026-11-22", "p", LakeFolder.PAGE);

    CommandRun run = upgrade();

    assertThat(run.err()).isEmpty();
    assertThat(aws.catalog.created)
        .hasSize(6)
        .allMatch(partition -> partition.endsWith(" 2026-11-22"));
    assertThat(upgrade().out()).contains("songs: 4 partitions, 0 of them registered again\n");
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    CommandRun run = upgrade("--dry-run", "--resume", home.resolve("done.txt"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "songs: 3 partitions, 2 would be registered again\n",
            LakeFolder.key("2026-11-20", "p") + "\n",
            "2 would be transformed. ");
    assertThat(aws.catalog.changes).isEmpty();
    assertThat(lake.keys("processed")).isEmpty();
    assertThat(home.resolve("done.txt")).doesNotExist();
  }

  @Test
  void namesRejectedDocumentsAndKeepsTheirTables() throws IOException {
    lake.put("2026-11-19", "bad", "{\"items\":[{},{}]}");
    lake.file("processed/songs/snapshot_date=2026-11-19/bad.csv", "old");

    CommandRun run = upgrade();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: s3://raw/" + LakeFolder.key("2026-11-19", "bad") + ": rejected at $.items: ")
        .hasLineCount(1);
    assertThat(run.out())
        .contains("2 transformed, 1 failed, ")
        .endsWith("The tables of 1 failed snapshot are unchanged, see the errors.\n");
    assertThat(lake.text("processed/songs/snapshot_date=2026-11-19/bad.csv")).isEqualTo("old");
  }

  @Test
  void continuesBothPhasesAfterAnInterruption() throws IOException {
    Path done = home.resolve("done.txt");
    aws.catalog.failing = "2026-11-20";

    CommandRun failed = upgrade("--resume", done);

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .isEqualTo(
            "error: table songs of database lake: partition 2026-11-20 cannot be registered:"
                + " simulated\n");
    assertThat(lake.keys("processed")).isEmpty();
    aws.catalog.failing = "";
    assertThat(aws.catalog.changes).containsExactly("songs 2026-11-19");
    lake.put("2026-11-19", "bad", "no JSON");
    assertThat(upgrade("--resume", done).exitCode()).isEqualTo(1);
    lake.put("2026-11-19", "bad", LakeFolder.PAGE);

    CommandRun last = upgrade("--resume", done);

    assertThat(last.exitCode()).isZero();
    assertThat(last.out())
        .contains("songs: 3 partitions, 0 of them registered again\n")
        .contains("1 transformed, 0 failed, 2 already done");
    assertThat(aws.catalog.changes).hasSize(12).doesNotHaveDuplicates();
    assertThat(Files.readString(done)).startsWith("# done by playlist-lake upgrade of s3://raw ");
  }

  @Test
  void ignoresAPartitionThatWasDeletedMeanwhile() {
    aws.catalog.failing = "2026-11-20";
    aws.catalog.errorCode = "EntityNotFoundException";

    assertThat(upgrade().exitCode()).isZero();
  }

  @Test
  void stopsBeforeAnyChangeWhenTheTablesAreNotCurrent() throws IOException {
    ObjectNode playlists = aws.catalog.table("playlists");
    ObjectNode reader = (ObjectNode) playlists.at("/StorageDescriptor/SerdeInfo/Parameters");
    reader.put("escapeChar", "\\");
    assertThat(upgrade().err())
        .isEqualTo(
            "error: table playlists of database lake: escapeChar is \"\\\", expected a tab. Deploy"
                + " the current template first, then repeat the command.\n");
    reader.put("escapeChar", "\t");

    ArrayNode columns = (ArrayNode) playlists.at("/StorageDescriptor/Columns");
    columns.remove(columns.size() - 1);
    assertThat(upgrade().err())
        .startsWith("error: table playlists of database lake: columns are [playlist_id, ")
        .hasLineCount(1);

    ((ObjectNode) playlists.path("StorageDescriptor")).put("Location", "s3://other/playlists/");
    assertThat(upgrade().err())
        .isEqualTo(
            "error: table playlists of database lake: location is s3://other/playlists/, expected"
                + " a folder of s3://processed. Name the database and the buckets of the same"
                + " stack.\n");

    assertThat(upgrading("none").err())
        .isEqualTo(
            "error: table songs of database none: table not found. Name the Glue database of the"
                + " stack, such as playlist_lake_prod.\n");
    assertThat(aws.catalog.changes).isEmpty();
    assertThat(lake.keys("processed")).isEmpty();
  }

  @Test
  void namesTheMissingPermission() {
    aws.error = "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized\"}";

    CommandRun run = upgrade();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: table songs of database lake: cannot be read: AWS denied access; these AWS"
                + " credentials need glue:GetTable, glue:GetPartitions and"
                + " glue:BatchUpdatePartition (")
        .hasLineCount(1);
  }

  @Test
  void transformsALakeInAFolderWithoutACatalog() throws IOException {
    Path done = home.resolve("done.txt");

    CommandRun run = run("upgrade", "--lake", lake.folder(), "--resume", done);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("2 transformed, 0 failed, ").hasLineCount(1);
    assertThat(aws.catalog.changes).isEmpty();
    // The link is another path of this lake.
    Path link = Files.createSymbolicLink(home.resolve("link"), lake.folder());
    assertThat(run("upgrade", "--lake", link, "--resume", done).out())
        .startsWith("0 transformed, 0 failed, 2 already done");
    assertThat(run("replay", "--lake", link, "--resume", done).err())
        .contains("was not written by the replay of " + lake.folder().toRealPath());
  }

  @Test
  void requiresADatabaseOnlyForBuckets() {
    assertThat(run("upgrade").exitCode()).isEqualTo(2);
    assertThat(run("upgrade", "--raw-bucket", "raw", "--processed-bucket", "p").err())
        .contains("--raw-bucket and --processed-bucket require --database");
    assertThat(run("upgrade", "--lake", lake.folder(), "--database", "lake").err())
        .contains("Missing required argument(s): --raw-bucket=NAME, --processed-bucket=NAME");
    assertThat(upgrade("--concurrency", 65).exitCode()).isEqualTo(2);
    assertThat(run("upgrade", "--help").out())
        .contains("glue:BatchUpdatePartition", "--resume=FILE");
  }

  private CommandRun upgrade(Object... options) {
    return upgrading("lake", options);
  }

  private CommandRun upgrading(String database, Object... options) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--raw-bucket",
                "raw",
                "--processed-bucket",
                "processed",
                "--database",
                database));
    all.addAll(List.of(options));
    return run(all.toArray());
  }

  private CommandRun run(Object... arguments) {
    return aws.run(s3::client, arguments);
  }
}
