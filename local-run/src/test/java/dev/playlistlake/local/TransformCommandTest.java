package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake transform`: which files it takes, where their tables go, what it says of bad
/// ones.
final class TransformCommandTest {
  private static final String PAGE = "{\"items\":[{\"track\":{\"id\":\"a\",\"name\":\"A\"}}]}";

  @TempDir private Path folder;
  private Path archive = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    out = folder.resolve("tables");
  }

  private Path write(String name, String text) throws IOException {
    Path file = archive.resolve(name);
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
  void takesJsonAndGzippedJsonOfAFolderAtAnyDepth() throws IOException {
    write("one.json", PAGE);
    write("deep/er/two.json", PAGE);
    write("notes.txt", "no JSON");
    try (OutputStream file = Files.newOutputStream(archive.resolve("deep/three.json.gz"));
        GZIPOutputStream gzip = new GZIPOutputStream(file)) {
      gzip.write(PAGE.getBytes(StandardCharsets.UTF_8));
    }

    Shell shell = Shell.run("transform", "--out", out, "--date", "2026-01-02", archive);

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    assertThat(songFiles())
        .containsExactly(
            "snapshot_date=2026-01-02/one.csv",
            "snapshot_date=2026-01-02/three.csv",
            "snapshot_date=2026-01-02/two.csv");
    assertThat(shell.out().lines().toList().getLast())
        .isEqualTo("3 of 3 files gave 3 snapshots with 3 songs; tables are in " + out);
    assertThat(playlistsRow("snapshot_date=2026-01-02/two.csv")).endsWith(",\"deep/er/two.json\"");
  }

  private String playlistsRow(String file) throws IOException {
    return Files.readAllLines(out.resolve("playlists").resolve(file)).get(1);
  }

  @Test
  void takesANamedFileWhateverItsName() throws IOException {
    Path file = write("saved by hand", PAGE);

    assertThat(Shell.run("transform", "--out", out, file).exitCode()).isZero();
    assertThat(songFiles()).containsExactly("snapshot_date=2025-03-04/saved_by_hand.csv");
    assertThat(playlistsRow("snapshot_date=2025-03-04/saved_by_hand.csv"))
        .endsWith(",\"saved by hand\"");
  }

  @Test
  void datesADocumentByOptionElsePathElseContentElseFile() throws IOException {
    String envelope =
        "{\"schema\":\"playlist-snapshot/1\",\"extracted_at\":\"2026-05-06T07:08:09Z\","
            + "\"playlist\":{\"id\":\"p\"},\"pages\":["
            + PAGE
            + "]}";
    Path inPath = write("snapshot_date=2026-03-03/a.json", envelope);
    Path inContent = write("b.json", envelope);
    Path inFile = write("c.json", PAGE);

    assertThat(Shell.run("transform", "--out", out, inPath, inContent, inFile).exitCode()).isZero();
    assertThat(songFiles())
        .containsExactly(
            "snapshot_date=2025-03-04/c.csv",
            "snapshot_date=2026-03-03/p.csv",
            "snapshot_date=2026-05-06/p.csv");

    assertThat(Shell.run("transform", "--out", out, "--date", "2024-02-29", inPath).exitCode())
        .isZero();
    assertThat(songFiles()).contains("snapshot_date=2024-02-29/p.csv");
  }

  @Test
  void namesEachBadFileAndGoesOn() throws IOException {
    Path html = write("a.json", "<html>");
    Path good = write("b.json", PAGE);
    Path unreadable = write("c.json", "{\"id\":\"p\",\"name\":\"no entries\"}");
    Path missing = archive.resolve("none.json");

    Shell shell = Shell.run("transform", "--out", out, html, good, unreadable, missing);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("error: " + html + ": refused at $ (line 1, col"),
            line ->
                assertThat(line)
                    .startsWith(
                        "error: "
                            + unreadable
                            + ": refused at $: found an object with \"items\" missing and"
                            + " \"tracks\" missing, expected a playlist with its entries"),
            line -> assertThat(line).isEqualTo("error: " + missing + ": no such file or folder"));
    assertThat(songFiles()).containsExactly("snapshot_date=2025-03-04/b.csv");
    assertThat(shell.out()).contains("1 of 4 files gave 1 snapshots");
  }

  @Test
  void refusesASecondDocumentOfTheSamePlaylistAndDate() throws IOException {
    Path first = write("1/p.json", PAGE);
    Path second = write("2/p.json", "{\"items\":[]}");

    Shell shell = Shell.run("transform", "--out", out, archive);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .isEqualToNormalizingNewlines(
            "error: %s: playlist p of 2025-03-04 was already read from %s: remove one of the two, or"
                    .formatted(second, first)
                + " say --date\n");
    assertThat(Files.readAllLines(out.resolve("songs/snapshot_date=2025-03-04/p.csv"))).hasSize(2);
  }

  @Test
  void leavesEarlierTablesWhenADocumentIsRefused() throws IOException {
    Path file = write("p.json", PAGE);
    Shell.run("transform", "--out", out, file);
    write("p.json", "{\"items\":[{\"track\":{\"id\":\"b\"}},");

    assertThat(Shell.run("transform", "--out", out, file).exitCode()).isEqualTo(1);

    assertThat(Files.readString(out.resolve("songs/snapshot_date=2025-03-04/p.csv")))
        .contains("\"a\"");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "songs", "albums", "artists", "song_artists", "rejects", "playlists");
    }
  }

  @Test
  void saysWhatIsOddOfASnapshot() throws IOException {
    write("part.json", "{\"items\":[],\"total\":7}");
    write("none.json", "{\"items\":[null]}");

    Shell shell = Shell.run("transform", "--out", out, archive);

    assertThat(shell.out())
        .contains(
            "part 2025-03-04: 0 read = 0 songs + 0 duplicates + 0 rejects (incomplete: Spotify"
                + " declared 7)")
        .contains(
            "none 2025-03-04: 1 read = 0 songs + 0 duplicates + 1 rejects (no song: see its"
                + " rejects)");
  }

  @Test
  void refusesADateThatNoCalendarHas() throws IOException {
    Path file = write("snapshot_date=2026-02-30/p.json", PAGE);

    Shell shell = Shell.run("transform", "--out", out, file);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err()).contains("snapshot_date=2026-02-30, which no calendar has");
    assertThat(Shell.run("transform", "--out", out, "--date", "30.2.2026", file).exitCode())
        .isEqualTo(2);
  }

  @Test
  void saysThatTheTablesCannotGoIntoAFile() throws IOException {
    Path file = write("p.json", PAGE);

    Shell shell = Shell.run("transform", "--out", file, file);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .isEqualToNormalizingNewlines("error: " + file + ": is there already, and no folder\n");
  }

  @Test
  void readsFilesOfEveryName() throws IOException {
    write("back\\slash.json", PAGE);
    write("été 🎵.json", PAGE);
    write("new\nline.json", PAGE);
    Path nameless = write(".json", PAGE);

    Shell shell = Shell.run("transform", "--out", out, archive);

    assertThat(songFiles())
        .containsExactly(
            "snapshot_date=2025-03-04/_t___.csv",
            "snapshot_date=2025-03-04/back_slash.csv",
            "snapshot_date=2025-03-04/new_line.csv");
    assertThat(shell.err())
        .isEqualToNormalizingNewlines(
            "error: "
                + nameless
                + ": the document has no id, and its file's name gives none: rename it\n");
  }

  @Test
  void printsNamesOfFilesOnOneLineWithoutControlCharacters() throws IOException {
    write("a\u001b[2J\na.json", PAGE);
    write("b\u001b[2J\nb.json", "no JSON");

    Shell shell = Shell.run("transform", "--out", out, archive);

    assertThat(shell.out()).hasLineCount(2).contains("/a�[2J a.json: ").doesNotContain("\u001b");
    assertThat(shell.err())
        .hasLineCount(1)
        .contains("/b�[2J b.json: refused at $")
        .doesNotContain("\u001b");
  }

  @Test
  void warnsOfAFolderWithoutDocuments() {
    Shell shell = Shell.run("transform", "--out", out, archive);

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.err())
        .isEqualToNormalizingNewlines("warning: " + archive + ": no *.json or *.json.gz\n");
  }

  @Test
  void refusesAYearOfFiveDigits() throws IOException {
    Path file = write("p.json", PAGE);

    assertThat(Shell.run("transform", "--out", out, "--date", "+12345-01-01", file).err())
        .contains("its date is +12345-01-01, expected YYYY-MM-DD");
  }

  @Test
  void explainsItself() {
    assertThat(Shell.run("transform").exitCode()).isEqualTo(2);
    assertThat(Shell.run("transform", "--help").out()).contains("--out=DIR", "FILE|DIR");
    assertThat(Shell.run("--version").out()).startsWith("playlist-lake ");
    assertThat(Shell.run("--help").out()).contains("demo", "transform", "simulate", "Exit codes:");
    assertThat(Shell.run("generate-completion").out()).contains("complete");
  }
}
