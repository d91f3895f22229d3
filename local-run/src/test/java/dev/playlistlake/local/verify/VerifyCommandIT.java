package dev.playlistlake.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.PlaylistLake;
import dev.playlistlake.local.SpecialFiles;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.local.lake.LocalS3;
import dev.playlistlake.local.operate.AwsStub;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `playlist-lake verify`: its output, its exit codes and what it checks besides the values of the
/// tables. The results of SQL are those of a fake engine.
final class VerifyCommandIT {
  private static final String DAY = "snapshot_date=2026-11-20/";

  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private final List<String> statements = new ArrayList<>();
  private final List<EngineOptions> engines = new ArrayList<>();
  private final List<List<Object>> brokenRules = new ArrayList<>();
  private final List<List<Object>> troubles = new ArrayList<>();

  @BeforeEach
  void createLake() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-11-20", "p", FullSnapshot.JSON)
        .put("2026-11-20", "q", LakeFolder.PAGE)
        .put("2026-11-21", "p", FullSnapshot.JSON);
    assertThat(CommandRun.run("replay", "-q", "--lake", lake.folder()).exitCode()).isZero();
  }

  @Test
  void printsALineForEachCheckOfALakeWithoutDamage() throws IOException {
    Map<String, String> before = lake.files("");

    CommandRun run = verify();

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            ok       raw-key-form                    0  objects under playlists/ whose key is not the key of a snapshot
            ok       raw-unreadable                  0  raw objects that are not a readable snapshot
            ok       tables-missing                  0  table files that are missing
            ok       tables-unreadable               0  table files that cannot be read
            ok       tables-old-form                 0  table files in the form of an earlier version of this program
            ok       tables-match-raw                0  table files that differ from their raw object
            ok       tables-without-raw              0  snapshots whose raw object was deleted, so that their tables cannot be compared
            ok       foreign-files                   0  files in the folder of a table that are not files of this program
            ok       hidden-files                    0  files in the folder of a table whose names start with . or _
            skipped  partitions-missing              0  only with --stack or --database
            skipped  partitions-without-files        0  only with --stack or --database
            ok       broken-rules                    0  rules that a snapshot violates in SQL
            ok       days-without-rows               0  days that SQL knows and that have no snapshot
            ok       unreadable-times                0  values of added_at that are not a time, which SQL reads as NULL
            ok       unfinished-snapshots            0  snapshots without a row in playlists
            ok       troubled-snapshots              0  snapshots with a trouble, which SQL leaves out when it compares days
            ok       late-snapshots                  0  snapshots that were read on another day than their date
            3 snapshots, 18 table files: 0 errors, 0 warnings. No damage was found.
            """);
    assertThat(run.exitCode()).isZero();
    assertThat(lake.files("")).isEqualTo(before);
  }

  @Test
  void namesTheFileTheRowTheColumnAndTheCommandThatWritesTheTablesAgain() throws IOException {
    String songs = "processed/songs/" + DAY + "p.csv";
    lake.file(songs, lake.text(songs).replace("\"180000\"", "\"180001\""));
    Files.delete(lake.folder().resolve("processed/albums/snapshot_date=2026-11-21/p.csv"));

    CommandRun run = verify();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            """
            error    tables-missing                  1  table files that are missing
              processed/albums/snapshot_date=2026-11-21/p.csv: the file is missing
              To write the tables again: ./playlist-lake replay --lake %1$s --from 2026-11-21 --to 2026-11-21 --playlist p
            """
                .formatted(lake.folder()),
            """
            error    tables-match-raw                1  table files that differ from their raw object
              processed/songs/snapshot_date=2026-11-20/p.csv: row 1, column duration_ms: found "180001", expected "180000"
              To write the tables again: ./playlist-lake replay --lake %1$s --from 2026-11-20 --to 2026-11-20 --playlist p
            """
                .formatted(lake.folder()))
        .endsWith("3 snapshots, 17 table files: 2 errors, 0 warnings. The lake is damaged.\n");
    assertThat(
            CommandRun.run(
                    "replay", "--lake", lake.folder(), "--from", "2026-11-20", "--playlist", "p")
                .exitCode())
        .isZero();
    assertThat(verify().exitCode()).isZero();
  }

  @Test
  void printsOneJsonDocument() throws IOException {
    String songs = "processed/songs/" + DAY + "p.csv";
    lake.file(songs, lake.text(songs).replace("\"One\"", "\"Öne\u009B\""));
    lake.file("processed/songs/notes.txt", "x");
    troubles.add(List.of("q", "2026-11-20", "short"));

    CommandRun run = verify("--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().codePoints()).allMatch(letter -> letter < 127);
    assertThat(run.out())
        .startsWith(
            """
            {
              "lake" : "%s",
              "findings" : [
                {
                  "check" : "tables-match-raw",
                  "severity" : "error",
                  "snapshot_date" : "2026-11-20",
                  "playlist_id" : "p",
                  "place" : "processed/songs/snapshot_date=2026-11-20/p.csv",
                  "message" : "row 1, column song_name: found \\"\\u00D6ne\\uFFFD\\", expected \\"One\\"",
                  "row" : 1,
                  "column" : "song_name",
                  "found" : "\\u00D6ne\\u009B",
                  "expected" : "One"
                },
                {
                  "check" : "foreign-files",
                  "severity" : "error",
                  "snapshot_date" : null,
                  "playlist_id" : null,
                  "place" : "processed/songs/notes.txt",
                  "message" : "is not a file of this program"
                },
                {
                  "check" : "troubled-snapshots",
                  "severity" : "warning",
                  "snapshot_date" : "2026-11-20",
                  "playlist_id" : "q",
                  "place" : "processed/playlists/snapshot_date=2026-11-20/q.csv",
                  "message" : "the snapshot is short"
                }
              ],
              "checks" : [
                {
                  "check" : "raw-key-form",
                  "status" : "ok",
                  "findings" : 0,
                  "meaning" : "objects under playlists/ whose key is not the key of a snapshot",
                  "reason" : null,
                  "advice" : null
                },
            """
                .formatted(lake.folder()))
        .endsWith(
            """
              ],
              "snapshots" : 3,
              "table_files" : 18,
              "errors" : 2,
              "warnings" : 1,
              "good" : false
            }
            """);
  }

  @Test
  void addsTheRowsOfBothSavedQueriesUnderTheirChecks() {
    brokenRules.add(List.of("p", "2026-11-20", "songs.position is not a whole number", 2L));
    brokenRules.add(List.of("p", "2026-11-20", "rejects.added_at is not a time", 1L));
    brokenRules.add(List.of("", "2026-11-19", "playlists has no row on this day", 1L));
    for (String trouble : List.of("short", "unfinished", "late")) {
      troubles.add(List.of("q", "2026-11-20", trouble));
    }

    CommandRun run = verify("--from", "2026-11-19", "--to", "2026-11-20");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "error    broken-rules                    1  ",
            "  processed/songs/snapshot_date=2026-11-20/p.csv: songs.position is not a whole number"
                + " (2 times)\n",
            "warning  days-without-rows               1  ",
            "  processed/playlists/snapshot_date=2026-11-19/: playlists has no row on this day\n",
            "warning  unreadable-times                1  ",
            "error    unfinished-snapshots            1  ",
            "warning  troubled-snapshots              1  ",
            "note     late-snapshots                  1  ");
    assertThat(statements)
        .hasSize(2)
        .allSatisfy(
            sql ->
                assertThat(sql).contains("'2026-11-19' AS from_date", "'2026-11-20' AS to_date"));
    statements.clear();
    assertThat(verify("--playlist", "x").out())
        .endsWith("0 errors, 0 warnings. No damage was found.\n");
  }

  @Test
  void warningsAndNotesDoNotChangeTheExitCode() throws IOException {
    troubles.add(List.of("q", "2026-11-20", "long"));
    lake.file("raw/playlists/notes.txt", "x").file("processed/songs/.DS_Store", "x");
    Files.delete(lake.folder().resolve("raw/playlists/" + DAY + "p.json.gz"));

    CommandRun run = verify();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "warning  raw-key-form                    1  ",
            "  raw/playlists/notes.txt: is not the key of a snapshot\n",
            "note     tables-without-raw              1  ",
            "note     hidden-files                    1  ",
            "warning  troubled-snapshots              1  ")
        .endsWith("0 errors, 2 warnings. No damage was found.\n");
  }

  @Test
  void findsTablesThatAreMissingTogetherWithTheirRawObject() throws IOException {
    Files.delete(lake.folder().resolve("raw/playlists/" + DAY + "p.json.gz"));
    Files.delete(lake.folder().resolve("processed/rejects/" + DAY + "p.csv"));

    CommandRun run = verify();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "  processed/rejects/snapshot_date=2026-11-20/p.csv: the file is missing, and its raw"
                + " object raw/playlists/snapshot_date=2026-11-20/p.json.gz is missing, so it"
                + " cannot be written again\n");
  }

  @Test
  void namesARawObjectThatCannotBeRead() throws IOException {
    lake.put("2026-11-20", "q", "no JSON");

    CommandRun run = verify();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "error    raw-unreadable                  1  ",
            "  raw/playlists/snapshot_date=2026-11-20/q.json.gz: rejected at $ ");
  }

  @Test
  void suggestsUpgradeForFilesOfAnEarlierVersion() throws IOException {
    String songs = "processed/songs/" + DAY + "p.csv";
    lake.file(songs, lake.text(songs).replaceAll("(?m),\"[^\"]*\"$", ""));
    String playlists = "processed/playlists/" + DAY + "p.csv";
    lake.file(playlists, lake.text(playlists).replace("\\", "\\\\"));

    CommandRun run = verify();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "error    tables-old-form                 2  ",
            "  processed/songs/snapshot_date=2026-11-20/p.csv: header has 19 of 20 columns\n",
            "p.csv: row 1, column playlist_name: found \"Mix \\\\o/\", expected \"Mix \\o/\"\n",
            "  To write the tables again: ./playlist-lake upgrade --lake ");
  }

  @Test
  void selectsSnapshotsByDateAndPlaylist() throws IOException {
    Files.delete(lake.folder().resolve("processed/songs/" + DAY + "p.csv"));

    assertThat(verify("--from", "2026-11-21").out()).contains("1 snapshot, 6 table files: 0 ");
    assertThat(verify("--playlist", "q").out()).contains("1 snapshot, 6 table files: 0 errors");
    assertThat(verify("--to", "2026-11-20").out()).contains("2 snapshots, 11 table files: 1 error");
    assertThat(verify("--from", "2027-01-01").err())
        .isEqualTo("warning: " + lake.folder() + ": no matching snapshot under playlists/\n");
  }

  @Test
  void listsOnlyTheFirstFindingsOfACheckWithoutJson() throws IOException {
    for (int i = 0; i < 25; i++) {
      lake.file("processed/songs/" + i, "x");
    }

    assertThat(verify("--no-sql").out()).contains("  … and 15 more. --json lists all.\n");
    assertThat(verify("--no-sql", "--json").out().split("\"check\" : \"foreign-files\""))
        .hasSize(27);
  }

  @Test
  void printsNamesWithoutControlCharacters() throws IOException {
    lake.file("processed/songs/a\u001B[31m\u202Eb", "x");

    assertThat(verify("--no-sql").out())
        .contains("processed/songs/a\uFFFD[31m\uFFFDb: is not a file")
        .doesNotContain("\u001B", "\u202E");
  }

  @Test
  void rejectsALakeThatContainsLinks() throws IOException {
    Path table = lake.folder().resolve("processed/songs/" + DAY + "q.csv");
    Files.move(table, home.resolve("q.csv"));
    SpecialFiles.link(table, home.resolve("q.csv"));

    CommandRun run = verify();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: " + table + ": is a symbolic link");
  }

  @Test
  void aFailedQueryIsAnErrorAndTheOtherChecksArePrinted() {
    brokenRules.add(List.of("fail"));

    CommandRun run = verify();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("error: the saved queries failed: simulated\n");
    assertThat(run.out())
        .contains(
            "ok       tables-match-raw ", "failed   broken-rules                    0  simulated\n")
        .endsWith("0 errors, 0 warnings. Some checks could not run.\n");
  }

  @Test
  void aLakeWithoutTablesIsCheckedWithoutSql() throws IOException {
    LakeFolder.delete(lake.folder().resolve("processed"));

    CommandRun run = verify();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "error    tables-missing                 18  ",
            "skipped  broken-rules                    0  the lake has no folder"
                + " processed/playlists\n");
    assertThat(lake.folder().resolve("processed")).doesNotExist();
    assertThat(statements).isEmpty();
  }

  @Test
  void comparesThePartitionsOfTheCatalogWithTheFiles() throws IOException {
    try (AwsStub aws = AwsStub.start();
        LocalS3 s3 = LocalS3.start(lake.folder())) {
      aws.catalog.add("2026-11-19", "\t", 0);
      aws.catalog.add("2026-11-20", "\t", 0);
      CliEnvironment cli = environment(aws, s3);
      Object[] buckets = {"--raw-bucket", "raw", "--processed-bucket", "processed"};

      CommandRun run = run(cli, with(buckets, "--database", "lake"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains(
              "error    partitions-missing              6  ",
              "  songs/snapshot_date=2026-11-21: has files, but no partition\n",
              "warning  partitions-without-files        6  ",
              "  songs/snapshot_date=2026-11-19: has a partition, but no file\n",
              "skipped  broken-rules                    0  buckets require --athena\n");
      assertThat(aws.catalog.changes).isEmpty();
      assertThat(run(cli, with(buckets, "--database", "lake", "--athena", "wg")).out())
          .contains("ok       broken-rules ");
      assertThat(statements).hasSize(2);

      CommandRun unknown = run(cli, with(buckets, "--database", "other"));

      assertThat(unknown.exitCode()).isEqualTo(1);
      assertThat(unknown.err())
          .startsWith("error: table songs of database other: partitions cannot be listed: ");
      assertThat(unknown.out()).contains("failed   partitions-missing ");
    }
  }

  @Test
  void aStackNamesTheBucketsTheDatabaseAndTheWorkgroup() throws IOException {
    try (AwsStub aws = AwsStub.start();
        LocalS3 s3 = LocalS3.start(lake.folder())) {
      aws.stacks.addLake("my-lake");
      aws.catalog.add("2026-11-20", "\t", 0);
      aws.catalog.add("2026-11-21", "\t", 0);
      Files.delete(lake.folder().resolve("processed/albums/" + DAY + "p.csv"));
      String songs = "processed/songs/" + DAY + "p.csv";
      lake.file(songs, lake.text(songs).replaceAll("(?m),\"[^\"]*\"$", ""));

      CommandRun run = run(environment(aws, s3), "--stack", "my-lake");

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains(
              "ok       partitions-missing ",
              "ok       broken-rules ",
              "To write the tables again: ./playlist-lake replay --stack my-lake"
                  + " --from 2026-11-20 --to 2026-11-20 --playlist p\n",
              "To write the tables again: ./playlist-lake upgrade --stack my-lake\n");
      assertThat(statements).hasSize(2);
      assertThat(engines).singleElement().matches(options -> !options.local());
      assertThat(engines.getFirst().title()).isEqualTo("lake");
      assertThat(run(environment(aws, s3), "--stack", "my-lake", "--no-sql").out())
          .contains("skipped  broken-rules                    0  --no-sql\n");

      aws.stacks.removeOutput("my-lake", "Workgroup");

      assertThat(run(environment(aws, s3), "--stack", "my-lake").err())
          .startsWith("error: stack my-lake: output Workgroup is missing. ");
      assertThat(run(environment(aws, s3), "--stack", "my-lake", "--athena", "wg").out())
          .contains("ok       broken-rules ");
    }
  }

  @Test
  void rejectsOptionsThatDoNotFitTogether() {
    assertThat(verify("--athena", "wg").exitCode()).isEqualTo(2);
    assertThat(verify("--athena", "wg").err())
        .startsWith("--athena requires --stack, or --raw-bucket and --processed-bucket");
    assertThat(verify("--database", "db").exitCode()).isEqualTo(2);
    assertThat(verify("--from", "2026-11-21", "--to", "2026-11-20").err())
        .contains("--to 2026-11-20 is before --from 2026-11-21");
    Object[] buckets = {"--raw-bucket", "r", "--processed-bucket", "p", "--athena", "wg"};
    assertThat(run(CliEnvironment.ofProcess(), buckets).err())
        .startsWith("--athena requires --database, or --stack");
    assertThat(run(CliEnvironment.ofProcess(), with(buckets, "--database", "db", "--no-sql")).err())
        .startsWith("--athena and --no-sql exclude each other");
    assertThat(CommandRun.run("verify", "--help").out()).contains("--no-sql", "Examples:");
    assertThat(CommandRun.run("verify", "--lake", home.resolve("none")).err())
        .contains("the SQL engine is missing");
    assertThat(CommandRun.run("verify", "--no-sql", "--lake", home.resolve("none")).err())
        .contains("folder contains no lake");
  }

  private static CliEnvironment environment(AwsStub aws, LocalS3 s3) {
    CliEnvironment real = CliEnvironment.ofProcess();
    return new CliEnvironment(
        Map.of(), real.terminal(), real.browser(), aws.clients(s3::client), Clock.systemUTC());
  }

  private CommandRun verify(Object... options) {
    return run(CliEnvironment.ofProcess(), with(new Object[] {"--lake", lake.folder()}, options));
  }

  private static Object[] with(Object[] first, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  private CommandRun run(CliEnvironment cli, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new VerifyCommand(cli, this::runEngine))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(PlaylistLake::fail)
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  private int runEngine(EngineOptions options, EngineLauncher.Work work) throws IOException {
    engines.add(options);
    return work.with(new FakeEngine());
  }

  /// Returns the rows of the test for the two saved queries.
  private final class FakeEngine implements SqlEngine {
    @Override
    public SqlResult run(String sql) {
      statements.add(sql);
      boolean rules = sql.contains("broken_by");
      if (rules && brokenRules.contains(List.<Object>of("fail"))) {
        throw SqlException.of("simulated", null);
      }
      List<String> columns =
          rules
              ? List.of("playlist_id", "snapshot_date", "rule", "broken_by")
              : List.of("playlist_id", "snapshot_date", "trouble");
      return new SqlResult(
          columns.stream().map(name -> new SqlResult.Column(name, "varchar")).toList(),
          List.copyOf(rules ? brokenRules : troubles),
          0,
          0);
    }

    @Override
    public void close() {}
  }
}
