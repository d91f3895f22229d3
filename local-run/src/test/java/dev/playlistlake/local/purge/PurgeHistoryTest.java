package dev.playlistlake.local.purge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.operate.AwsStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `playlist-lake purge` of a lake on AWS with history tables, which Athena changes.
final class PurgeHistoryTest {
  private static final String DAY = "snapshot_date=2026-11-21/";
  private static final List<String> BUCKETS =
      List.of("--raw-bucket", "raw", "--processed-bucket", "processed");

  @TempDir private Path home = Path.of("");
  private final VersionedBuckets buckets = new VersionedBuckets();
  private AwsStub aws;
  private CliHarness harness;

  @BeforeEach
  void deploy() throws IOException {
    aws = AwsStub.start();
    aws.stacks.addLake("playlist-lake-prod");
    harness = new CliHarness(home);
    harness.aws = aws.clients(() -> buckets);
    for (String id : List.of("p", "q")) {
      buckets.versions.add("raw|playlists/" + DAY + id + ".json.gz|1");
      buckets.versions.add("processed|songs/" + DAY + id + ".csv|1");
    }
    for (String table : HistoryErasure.TABLES) {
      buckets.versions.add("processed|" + table + "/metadata/1.json|1");
    }
  }

  @AfterEach
  void stop() {
    harness.close();
    aws.close();
  }

  private CommandRun purge(List<String> where, String... options) {
    List<String> all = new ArrayList<>(List.of("purge"));
    all.addAll(where);
    all.addAll(List.of(options));
    return harness.run(all.toArray());
  }

  private CommandRun purgeStack(String... options) {
    return purge(List.of("--stack", "playlist-lake-prod"), options);
  }

  @Test
  void sendsTheStatementsOfOnePlaylistInOrder() {
    CommandRun run = purgeStack("--playlist", "p", "--yes");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(aws.athena.sql())
        .isEqualTo(HistoryErasure.onAthena(Set.of("p")))
        .startsWith(
            "ALTER TABLE song_history SET TBLPROPERTIES ("
                + "'optimize_rewrite_data_file_threshold' = '1',"
                + " 'optimize_rewrite_delete_file_threshold' = '1',"
                + " 'vacuum_max_snapshot_age_seconds' = '86400')",
            "DELETE FROM song_history WHERE playlist_id IN ('p')",
            "OPTIMIZE song_history REWRITE DATA USING BIN_PACK")
        .endsWith("VACUUM snapshot_history");
    assertThat(aws.athena.started).allMatch(line -> line.startsWith("lake-history/lake: "));
    assertThat(buckets.versions).noneMatch(version -> version.contains("/p.")).hasSize(6);
  }

  @Test
  void sendsTheStatementsOfTwoPlaylists() {
    purgeStack("--playlist", "q,p", "--yes");

    assertThat(aws.athena.sql())
        .isEqualTo(HistoryErasure.onAthena(Set.of("p", "q")))
        .contains("DELETE FROM credit_history WHERE playlist_id IN ('p', 'q')");
  }

  @Test
  void sendsTheStatementsOfAllPlaylists() {
    purgeStack("--yes");

    assertThat(aws.athena.sql())
        .isEqualTo(HistoryErasure.onAthena(Set.of()))
        .contains("DELETE FROM snapshot_history");
  }

  @Test
  void usesTheWorkgroupAndTheDatabaseOfTheOptions() {
    CommandRun run = purge(BUCKETS, "--workgroup", "wg", "--database", "db", "--yes");

    assertThat(run.exitCode()).isZero();
    assertThat(aws.athena.sql()).isEqualTo(HistoryErasure.onAthena(Set.of()));
    assertThat(aws.athena.started).allMatch(line -> line.startsWith("wg/db: "));
    assertThat(aws.stacks.requests).isEmpty();
  }

  @Test
  void deletesTheTablesBeforeTheHistoryBecauseAMergeReadsThem() {
    List<String> left = new ArrayList<>();
    aws.athena.failure =
        _ -> {
          left.addAll(buckets.versions);
          return Optional.empty();
        };

    purgeStack("--yes");

    assertThat(left).isNotEmpty().noneMatch(version -> version.contains("songs/"));
  }

  @Test
  void printsEachStatementWithItsResultAndTheDateOfTheLastFile() {
    aws.athena.deleted = 1234;

    assertThat(purgeStack("--playlist", "p", "--yes").out())
        .contains(
            "History tables: rows of song_history, song_detail_history, credit_history,"
                + " snapshot_history (workgroup lake-history, database lake)\n",
            "DELETE FROM song_history WHERE playlist_id IN ('p'): 1,234 rows deleted\n",
            "VACUUM snapshot_history: done\n")
        .endsWith(
            """
            History: since 2026-11-21T06:00:03Z, no query returns the deleted rows.
            Files and their old versions still contain the rows. The last of them expires on 2026-12-07 (UTC).
            Until then, keep the stack: its weekly VACUUM and the bucket's lifecycle rules delete them. S3 may need some days more. Without the schedules, run purge again after one day, and wait eight days. If the bucket is older than the template, check its rules: docs/operations.md#delete-content.
            """);
  }

  @Test
  void aFailedStatementEndsThePurgeAndARerunSendsAllOfThem() {
    aws.athena.failure =
        sql ->
            sql.equals("OPTIMIZE credit_history REWRITE DATA USING BIN_PACK")
                ? Optional.of("ICEBERG_COMMIT_ERROR: table changed")
                : Optional.empty();

    List<String> statements = HistoryErasure.onAthena(Set.of("p"));
    List<String> left =
        statements.subList(
            statements.indexOf("OPTIMIZE credit_history REWRITE DATA USING BIN_PACK"),
            statements.size());

    CommandRun failed = purgeStack("--playlist", "p", "--yes");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .isEqualTo(
            "error: the history tables: ICEBERG_COMMIT_ERROR: table changed\n"
                + left.size()
                + " statements left. Run purge again; it sends all statements:\n  "
                + String.join("\n  ", left)
                + "\n");
    assertThat(failed.out()).doesNotContain("History: since");
    aws.athena.failure = _ -> Optional.empty();
    aws.athena.started.clear();

    CommandRun second = purgeStack("--playlist", "p", "--yes");

    assertThat(second.exitCode()).isZero();
    assertThat(aws.athena.sql()).isEqualTo(HistoryErasure.onAthena(Set.of("p")));
    assertThat(second.out()).doesNotContain("There is nothing to delete");
  }

  @Test
  void repeatsAStatementThatNeedsMoreRuns() {
    AtomicInteger left = new AtomicInteger(2);
    aws.athena.failure =
        sql ->
            sql.equals("VACUUM song_history") && left.getAndDecrement() > 0
                ? Optional.of("ICEBERG_VACUUM_MORE_RUNS_NEEDED: Removed 1000 files")
                : Optional.empty();

    CommandRun run = purgeStack("--yes");

    assertThat(run.exitCode()).isZero();
    List<String> expected = new ArrayList<>(HistoryErasure.onAthena(Set.of()));
    int vacuum = expected.indexOf("VACUUM song_history");
    expected.addAll(vacuum, List.of("VACUUM song_history", "VACUUM song_history"));
    assertThat(aws.athena.sql()).isEqualTo(expected);
    assertThat(run.out())
        .contains(
            """
            VACUUM song_history: run 1 done, more runs are needed
            VACUUM song_history: run 2 done, more runs are needed
            VACUUM song_history: done
            """);
  }

  @Test
  void stopsAStatementThatNeedsRunsWithoutEnd() {
    aws.athena.failure =
        sql ->
            sql.startsWith("OPTIMIZE")
                ? Optional.of("ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED")
                : Optional.empty();

    CommandRun run = purgeStack("--yes");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED", " statements left");
    assertThat(aws.athena.started).hasSize(2 + HistoryPurge.MOST_RUNS);
  }

  @Test
  void aDryRunPrintsTheStatementsAndSendsNone() {
    CommandRun run = purgeStack("--playlist", "p", "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "(workgroup lake-history, database lake), with these statements:\n  "
                + String.join("\n  ", HistoryErasure.onAthena(Set.of("p")))
                + "\n");
    assertThat(aws.athena.started).isEmpty();
    assertThat(buckets.requests).isEmpty();
  }

  @Test
  void deletesNothingWithoutConfirmation() {
    harness.typed.add("no");

    CommandRun run = purgeStack();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).endsWith("Nothing was deleted.\n");
    assertThat(aws.athena.started).isEmpty();
    assertThat(buckets.requests).isEmpty();
  }

  @Test
  void asksForConfirmationAlsoWhenOnlyTheHistoryIsLeft() {
    buckets.versions.removeIf(version -> version.contains(DAY));
    harness.typed.add("no");
    harness.typed.add("raw");

    assertThat(purgeStack().exitCode()).isEqualTo(1);
    assertThat(aws.athena.started).isEmpty();
    assertThat(purgeStack().exitCode()).isZero();
    assertThat(aws.athena.sql()).isEqualTo(HistoryErasure.onAthena(Set.of()));
  }

  @Test
  void reportsAHistoryThatIsNotReachedAfterDeletingTheRest() {
    buckets.versions.removeIf(version -> version.startsWith("processed|snapshot_history/"));

    CommandRun run = purge(BUCKETS, "--playlist", "p", "--yes");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: the rows in the history tables were not deleted, because no workgroup is named;"
                + " these have files: processed/song_history/, processed/song_detail_history/,"
                + " processed/credit_history/. Repeat the command with --stack NAME, or with"
                + " --workgroup NAME and --database NAME. To delete the files of all playlists, use"
                + " --everything.\n");
    assertThat(buckets.versions).noneMatch(version -> version.contains("/p."));
    assertThat(purge(BUCKETS, "--playlist", "p", "--yes").exitCode()).isEqualTo(1);
    assertThat(purge(BUCKETS, "--dry-run").err()).contains("--stack NAME");
  }

  @Test
  void needsNoWorkgroupIfTheHistoryHasNoFiles() {
    buckets.versions.removeIf(version -> version.contains("_history/"));

    CommandRun run = purge(BUCKETS, "--yes");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void deletesTheFilesOfTheHistoryWithEverythingAndSendsNoStatement() {
    aws.stacks.removeOutput("playlist-lake-prod", "HistoryWorkgroup");

    CommandRun run = purgeStack("--everything", "--yes");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("processed/credit_history/ +1 version ")
        .contains(
            "Without their files, these Glue tables are unusable: song_history,"
                + " song_detail_history, credit_history, snapshot_history\n");
    assertThat(aws.athena.started).isEmpty();
    assertThat(buckets.versions).isEmpty();
  }

  @Test
  void deletesNothingIfTheStackIsOlderThanTheHistoryWorkgroup() {
    aws.stacks.removeOutput("playlist-lake-prod", "HistoryWorkgroup");

    CommandRun run = purgeStack("--yes");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: stack playlist-lake-prod: output HistoryWorkgroup is missing. ")
        .contains("deploy the current template")
        .hasLineCount(1);
    assertThat(buckets.requests).isEmpty();
  }

  @Test
  void namesThePermissionsThatAthenaDenies() {
    aws.error = "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}";

    CommandRun run = purge(BUCKETS, "--workgroup", "wg", "--database", "db", "--yes");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("AWS denied access; these AWS credentials need athena:StartQueryExecution");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x'); DROP TABLE song_history --", "' OR '1'='1", "p'", "p;q", "p\nq"})
  void rejectsAPlaylistThatIsSql(String playlist) {
    CommandRun run = purgeStack("--yes", "--playlist", playlist);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(aws.athena.started).isEmpty();
    assertThat(buckets.requests).isEmpty();
  }

  @Test
  void namesOptionsThatBelongTogether() {
    assertThat(purge(BUCKETS, "--yes", "--workgroup", "wg").err())
        .startsWith("--workgroup requires --database\n");
    assertThat(purge(BUCKETS, "--yes", "--database", "db").err())
        .startsWith("--database requires --workgroup\n");
    assertThat(purgeStack("--yes", "--workgroup", "wg").err())
        .startsWith("--workgroup is not allowed with --stack, whose outputs name it\n");
    assertThat(harness.run("purge", "--lake", home, "--workgroup", "wg").err())
        .startsWith("--workgroup requires --raw-bucket, --processed-bucket and --database\n");
    assertThat(purgeStack("--raw-bucket", "raw", "--processed-bucket", "t").exitCode())
        .isEqualTo(2);
    assertThat(aws.athena.started).isEmpty();
    assertThat(buckets.requests).isEmpty();
  }
}
