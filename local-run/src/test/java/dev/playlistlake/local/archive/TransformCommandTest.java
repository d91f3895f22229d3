package dev.playlistlake.local.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.SpecialFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `playlist-lake transform`: the files that it reads, the tables that it writes, and its errors.
final class TransformCommandTest {
  private static final String DATE = "2025-03-04";
  private static final String PAGE = "{\"items\":[{\"track\":{\"id\":\"a\",\"name\":\"A\"}}]}";

  @TempDir private Path folder;
  private Path archive = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void createFolders() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    out = folder.resolve("tables");
  }

  private Path write(String name, String text) throws IOException {
    Path file = archive.resolve(name).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-03-04T23:30:00Z")));
    return file;
  }

  private List<String> songFiles() throws IOException {
    try (Stream<Path> files = Files.walk(out.resolve("songs"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.resolve("songs").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void readsPlainAndGzippedJsonInAFolderAtAnyDepth() throws IOException {
    write("one.json", PAGE);
    write("deep/er/two.json", PAGE);
    write("notes.txt", "no JSON");
    try (OutputStream file = Files.newOutputStream(archive.resolve("deep/three.json.gz"));
        GZIPOutputStream gzip = new GZIPOutputStream(file)) {
      gzip.write(PAGE.getBytes(StandardCharsets.UTF_8));
    }

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", "2026-01-02", archive);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(songFiles())
        .containsExactly(
            "snapshot_date=2026-01-02/one.csv",
            "snapshot_date=2026-01-02/three.csv",
            "snapshot_date=2026-01-02/two.csv");
    assertThat(run.out().lines().toList().getLast())
        .isEqualTo("3 of 3 files transformed, 3 snapshots with 3 songs; the tables are in " + out);
    assertThat(playlistsRow("snapshot_date=2026-01-02/two.csv")).contains(",\"deep/er/two.json\",");
  }

  private String playlistsRow(String file) throws IOException {
    return Files.readAllLines(out.resolve("playlists").resolve(file)).get(1);
  }

  @Test
  void readsANamedFileWithAnyName() throws IOException {
    Path file = write("saved by hand", PAGE);

    assertThat(CommandRun.run("transform", "--out", out, "--date", DATE, file).exitCode()).isZero();
    assertThat(songFiles()).containsExactly("snapshot_date=2025-03-04/saved_by_hand.csv");
    assertThat(playlistsRow("snapshot_date=2025-03-04/saved_by_hand.csv"))
        .contains(",\"saved by hand\",");
  }

  @Test
  void takesTheDateFromTheOptionThenThePathThenTheContentThenTheFile() throws IOException {
    String envelope =
        "{\"schema\":\"playlist-snapshot/1\",\"extracted_at\":\"2026-05-06T07:08:09Z\","
            + "\"playlist\":{\"id\":\"p\"},\"pages\":["
            + PAGE
            + "]}";
    Path inPath = write("snapshot_date=2026-03-03/a.json", envelope);
    Path inContent = write("b.json", envelope);
    Path inFile = write("c.json", PAGE);

    assertThat(CommandRun.run("transform", "--out", out, inPath, inContent, inFile).exitCode())
        .isZero();
    assertThat(songFiles())
        .containsExactly(
            "snapshot_date=2025-03-04/c.csv",
            "snapshot_date=2026-03-03/p.csv",
            "snapshot_date=2026-05-06/p.csv");

    assertThat(CommandRun.run("transform", "--out", out, "--date", "2024-02-29", inPath).exitCode())
        .isZero();
    assertThat(songFiles()).contains("snapshot_date=2024-02-29/p.csv");
  }

  @Test
  void reportsEachInvalidFileAndReadsTheOthers() throws IOException {
    Path html = write("a.json", "<html>");
    Path good = write("b.json", PAGE);
    Path unreadable = write("c.json", "{\"id\":\"p\",\"name\":\"no entries\"}");
    Path missing = archive.resolve("none.json");

    CommandRun run =
        CommandRun.run("transform", "--out", out, "--date", DATE, html, good, unreadable, missing);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("error: " + html + ": rejected at $ (line 1, col"),
            line ->
                assertThat(line)
                    .startsWith(
                        "error: "
                            + unreadable
                            + ": rejected at $: found an object with \"items\" missing and"
                            + " \"tracks\" missing, expected a playlist with its entries"),
            line -> assertThat(line).isEqualTo("error: " + missing + ": no such file or folder"));
    assertThat(songFiles()).containsExactly("snapshot_date=2025-03-04/b.csv");
    assertThat(run.out()).contains("1 of 4 files transformed, 1 snapshot with 1 song; ");
  }

  @Test
  void rejectsASecondDocumentOfTheSamePlaylistAndDate() throws IOException {
    Path first = write("1/p.json", PAGE);
    Path second = write("2/p.json", "{\"items\":[]}");

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: %s: playlist p of 2025-03-04 was already read from %s. Remove one of the two"
                    .formatted(second, first)
                + " files, or read them with separate commands and set --date.\n");
    assertThat(Files.readAllLines(out.resolve("songs/snapshot_date=2025-03-04/p.csv"))).hasSize(2);
  }

  @Test
  void keepsEarlierTablesWhenADocumentIsInvalid() throws IOException {
    Path file = write("p.json", PAGE);
    CommandRun.run("transform", "--out", out, "--date", DATE, file);
    write("p.json", "{\"items\":[{\"track\":{\"id\":\"b\"}},");

    assertThat(CommandRun.run("transform", "--out", out, "--date", DATE, file).exitCode())
        .isEqualTo(1);

    assertThat(Files.readString(out.resolve("songs/snapshot_date=2025-03-04/p.csv")))
        .contains("\"a\"");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "songs", "albums", "artists", "song_artists", "rejects", "playlists");
    }
  }

  @Test
  void remarksOnSnapshotsInTroubleAndSnapshotsWithoutSongs() throws IOException {
    write("part.json", "{\"items\":[],\"total\":7}");
    write("none.json", "{\"items\":[null]}");

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(run.out())
        .contains(
            "part 2025-03-04: 0 read = 0 songs + 0 duplicates + 0 rejects (short, Spotify"
                + " declared 7)")
        .contains(
            "none 2025-03-04: 1 read = 0 songs + 0 duplicates + 1 reject (no songs, see the"
                + " rejects)");
  }

  @Test
  void rejectsADateThatIsNotInTheCalendar() throws IOException {
    Path file = write("snapshot_date=2026-02-30/p.json", PAGE);

    CommandRun run = CommandRun.run("transform", "--out", out, file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: "
                + file
                + ": path contains snapshot_date=2026-02-30, which is not a calendar date. Rename"
                + " it, or set --date.\n");
    assertThat(CommandRun.run("transform", "--out", out, "--date", "30.2.2026", file).exitCode())
        .isEqualTo(2);
  }

  @Test
  void rejectsAFileAsTheFolderOfTheTables() throws IOException {
    Path file = write("p.json", PAGE);

    CommandRun run = CommandRun.run("transform", "--out", file, file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("error: " + file + ": already exists and is not a folder\n");
  }

  @Test
  void readsFilesWithUnusualNames() throws IOException {
    write("back\\slash.json", PAGE);
    write("été 🎵.json", PAGE);
    write("new\nline.json", PAGE);
    Path nameless = write(".json", PAGE);

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(songFiles())
        .containsExactly(
            "snapshot_date=2025-03-04/_t___.csv",
            "snapshot_date=2025-03-04/back_slash.csv",
            "snapshot_date=2025-03-04/new_line.csv");
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: "
                + nameless
                + ": document has no ID, and its file name cannot be used as one. Rename the"
                + " file.\n");
  }

  @Test
  void printsFileNamesOnOneLineWithoutControlCharacters() throws IOException {
    write("a\u001b[2J\na.json", PAGE);
    write("b\u001b[2J\nb.json", "no JSON");

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(run.out()).hasLineCount(2).contains("/a�[2J a.json: ").doesNotContain("\u001b");
    assertThat(run.err())
        .hasLineCount(1)
        .contains("/b�[2J b.json: rejected at $")
        .doesNotContain("\u001b");
  }

  @Test
  void aFolderWithoutDocumentsIsAnError() throws IOException {
    write("notes.txt", "no JSON");
    Path other = write("../other/p.json", PAGE);

    CommandRun run =
        CommandRun.run(
            "transform",
            "--out",
            out,
            "--date",
            DATE,
            archive,
            Objects.requireNonNull(other.getParent()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: "
                + archive
                + ": folder and its subfolders contain no *.json or *.json.gz file\n");
    assertThat(run.out()).contains("1 of 1 file transformed, 1 snapshot with 1 song; ");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void skipsPipesSocketsAndDevicesInAFolderWithAWarning() throws IOException {
    write("a.json", PAGE);
    Path pipe = SpecialFiles.pipe(archive.resolve("b.json"));
    Path socket = SpecialFiles.socket(archive.resolve("c.json.gz"));
    Path device = SpecialFiles.link(archive.resolve("d.json"), Path.of("/dev/zero"));
    Path linked = SpecialFiles.link(archive.resolve("deep/e.json"), pipe);
    SpecialFiles.pipe(archive.resolve("pipe"));

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "warning: " + pipe + ": skipped a pipe, a socket or a device, expected a file",
            "warning: " + socket + ": skipped a pipe, a socket or a device, expected a file",
            "warning: " + device + ": skipped a pipe, a socket or a device, expected a file",
            "warning: " + linked + ": skipped a pipe, a socket or a device, expected a file");
    assertThat(run.exitCode()).isZero();
    assertThat(songFiles()).containsExactly("snapshot_date=2025-03-04/a.csv");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aFolderWithOnlyPipesIsAnError() throws IOException {
    SpecialFiles.pipe(archive.resolve("b.json"));

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("warning: ").contains("b.json: skipped"),
            line ->
                assertThat(line)
                    .startsWith("error: " + archive + ": folder and its subfolders contain no "));
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rejectsANamedPipeOrDevice() throws IOException {
    Path good = write("good.json", PAGE);
    Path pipe = SpecialFiles.pipe(archive.resolve("pipe.json"));
    Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero));

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, pipe, zero, good);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "error: "
                + pipe
                + ": is a pipe, a socket or a device, expected a file. Save the document in a file"
                + " first.",
            "error: "
                + zero
                + ": is a pipe, a socket or a device, expected a file. Save the document in a file"
                + " first.");
    assertThat(run.out()).contains("1 of 3 files transformed, 1 snapshot with 1 song; ");
  }

  @Test
  void readsAFolderWithTheNameOfADocumentAsAFolder() throws IOException {
    write("x.json/p.json", PAGE);
    Files.createDirectories(archive.resolve("empty.json"));

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "warning: %1$s/empty.json: is a folder, not a document\nwarning: %1$s/x.json: is a folder, not a document\n"
                .formatted(archive));
    assertThat(run.exitCode()).isZero();
    assertThat(songFiles()).containsExactly("snapshot_date=2025-03-04/p.csv");
  }

  @Test
  void readsALinkedFileAndSkipsALinkedFolder() throws IOException {
    Path elsewhere = write("../elsewhere/p.json", PAGE);
    SpecialFiles.link(archive.resolve("q.json"), elsewhere);
    Path folder =
        SpecialFiles.link(archive.resolve("2024"), Objects.requireNonNull(elsewhere.getParent()));
    Path loop = SpecialFiles.link(archive.resolve("deep/loop.json"), archive);

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, archive);

    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "warning: "
                + folder
                + ": skipped a link to a folder. To read it, name it as an argument.",
            "warning: "
                + loop
                + ": skipped a link to a folder. To read it, name it as an argument.");
    assertThat(run.exitCode()).isZero();
    assertThat(songFiles()).containsExactly("snapshot_date=2025-03-04/q.csv");

    assertThat(CommandRun.run("transform", "--out", out, "--date", DATE, folder).exitCode())
        .isZero();
    assertThat(songFiles()).contains("snapshot_date=2025-03-04/p.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"songs", "playlists", "rejects/snapshot_date=2025-03-04"})
  void writesNothingThroughALink(String name) throws IOException {
    Path file = write("p.json", PAGE);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path link = SpecialFiles.link(out.resolve(name), elsewhere);

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: " + link + ": is a symbolic link, ");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(out.resolve("albums")).doesNotExist();
  }

  @Test
  void writesIntoAFolderThatIsNamedByALink() throws IOException {
    Path file = write("p.json", PAGE);
    out = Files.createDirectories(out);
    Path link = SpecialFiles.link(folder.resolve("link"), out);

    assertThat(CommandRun.run("transform", "--out", link, file).exitCode()).isZero();
    assertThat(songFiles()).hasSize(1);
  }

  @Test
  void doesNotReplaceAFileThatIsNotATable() throws IOException {
    Path file = write("p.json", PAGE);
    Path mine = out.resolve("rejects/snapshot_date=2025-03-04/p.csv");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "my notes");

    CommandRun run = CommandRun.run("transform", "--out", out, "--date", DATE, file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: "
                + mine
                + ": already exists and is not a table of this program. Remove it, or use another"
                + " folder.\n");
    assertThat(mine).hasContent("my notes");
    assertThat(out.resolve("songs")).doesNotExist();
  }

  @Test
  void rejectsAYearWithFiveDigits() throws IOException {
    Path file = write("p.json", PAGE);

    assertThat(CommandRun.run("transform", "--out", out, "--date", "+12345-01-01", file).err())
        .contains(": date is +12345-01-01, expected YYYY-MM-DD. Set it with --date.");
  }

  @Test
  void printsHelpAndVersion() {
    assertThat(CommandRun.run("transform").exitCode()).isEqualTo(2);
    assertThat(CommandRun.run("transform", "--help").out()).contains("--out=DIR", "FILE|DIR");
    assertThat(CommandRun.run("--version").out()).startsWith("playlist-lake ");
    assertThat(CommandRun.run("--help").out())
        .contains("demo", "transform", "simulate", "Exit codes:");
    assertThat(CommandRun.run("generate-completion").out()).contains("complete");
  }
}
