package dev.playlistlake.local.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.LakeReading;
import dev.playlistlake.local.SpecialFiles;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.LocalS3;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// `playlist-lake import`: the objects in the raw bucket, and the tables of the transform.
final class ImportCommandIT {
  private static final String A = "{'track':{'id':'a','name':'A [\\\"]} \\u00e9 é🎵'}}";
  private static final String B = "{'item':{'id':'b','name':'B'}}";
  private static final String SHAPES =
      """
      {'schema':'playlist-snapshot/1','extracted_at':'2026-11-20T06:00:00Z','playlist':{'id':'p'},'pages':[{'items':[A]},{'items':[B]}]}
      {'pages':[{'items':[A,B]}],'playlist':{'id':'p'},'schema':'playlist-snapshot/1'}
      {'schema':'playlist-snapshot/1','pages':[{'items':[A]}]}
      {'items':[A,B]}
      {'id':'p','items':[A,B],'next':null,'total':9}
      {'id':'p','items':{'items':[A,B]}}
      {'id':'p','name':'x\\ny','tracks':{'items':[A,B],'total':2}}
      {'tracks':{'items':[A,B]},'id':'p'}
      {'tracks':{'items':[A]}}
      [{'items':[A],'total':7},{'items':[B]}]
      [A,B]
      [null,5,A]
      [{'id':'p','tracks':{'items':[A,B]}}]
      {'id':'p','tracks':[A,B]}
      {'playlists':[{'name':'N','tracks':[A]},{'name':'N','tracks':[]},{'tracks':[B]}],'id':'x'}
      {'name':'N','items':[A,B]}
      {'href':'https://api.spotify.com/v1/playlists/0123456789012345678901/tracks','items':[A,B]}
      [ {'id':'p','tracks':{'items':[A,B]}} ,{'items':{'items':[B,B]},'id':'q','name':'} ,{'},{'tracks':{'items':[]}}]
      []
      {'items':[]}
      {'id':'p','items':{'items':[]}}
      """;

  @TempDir private Path home = Path.of("");
  private Path archive = Path.of("");
  private LakeFolder lake = new LakeFolder(home);

  @BeforeEach
  void createFolders() throws IOException {
    archive = Files.createDirectories(home.resolve("archive"));
    lake = new LakeFolder(home.resolve("lake"));
  }

  private Path write(String name, String json) throws IOException {
    return write(name, json(json).getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = archive.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static String json(String text) {
    return text.replace("A", A).replace("B", B).replace('\'', '"');
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(plain);
    }
    return gzipped.toByteArray();
  }

  private String rawText(String key) throws IOException {
    byte[] bytes = Files.readAllBytes(lake.folder().resolve("raw").resolve(key));
    try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void writesTheSameTablesAsTransformForEveryShape() throws IOException {
    List<String> shapes = SHAPES.lines().toList();
    for (int i = 0; i < shapes.size(); i++) {
      byte[] plain = json(shapes.get(i)).getBytes(StandardCharsets.UTF_8);
      write("snapshot_date=2026-01-%02d/document.json".formatted(i + 1), plain);
      write("snapshot_date=2026-02-%02d/document.json.gz".formatted(i + 1), gzip(plain));
      write(
          "snapshot_date=2026-03-%02d/document.json".formatted(i + 1),
          json("\uFEFF" + shapes.get(i)).getBytes(StandardCharsets.UTF_8));
    }

    assertSameTables();
  }

  @Test
  void writesTheSameTablesAsTransformForGeneratedDocuments() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      write("snapshot_date=2026-%02d-01/d%d.json".formatted(i % 12 + 1, i), document(random, i));
    }

    assertSameTables();
  }

  private static byte[] document(Random random, int number) throws IOException {
    StringBuilder json = new StringBuilder("[");
    int playlists = 1 + random.nextInt(5);
    for (int i = 0; i < playlists; i++) {
      json.append(i == 0 ? "" : " ,\n").append(playlist(random, number + "-" + i));
    }
    byte[] plain = json.append("]").toString().getBytes(StandardCharsets.UTF_8);
    return random.nextBoolean() ? plain : gzip(plain);
  }

  private static String playlist(Random random, String id) {
    List<String> entries = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      entries.add(
          "{\"added_at\":\"2026-01-0%d\", \"track\":{\"id\":\"%d\",\"name\":\"%s\",\"artists\":[{\"id\":\"%s\"}]}}"
              .formatted(random.nextInt(9), random.nextInt(40), text(random), random.nextInt(20)));
    }
    String page =
        "{\"total\":%d,\"items\":[%s]}".formatted(entries.size(), String.join(",", entries));
    String name = "\"name\":\"" + text(random) + "\"";
    String idMember = "\"id\":\"" + id + "\"";
    return random.nextBoolean()
        ? "{%s,%s,\"tracks\":%s}".formatted(idMember, name, page)
        : "{\"items\":%s,%s,  %s}".formatted(page, name, idMember);
  }

  private static String text(Random random) {
    List<String> parts =
        List.of("\\\"", "\\\\", "{", "}", "[", "]", ",", "é", "🎵", "\\u0000", "a");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  private void assertSameTables() throws IOException {
    Path tables = home.resolve("out").resolve("processed");
    CommandRun transform = CommandRun.run("transform", "--out", tables, archive);
    assertThat(transform.exitCode()).as(transform.err()).isZero();

    CommandRun run = importing(archive);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    Map<String, String> imported = withoutRawKey(lake.files("processed"));
    assertThat(imported).hasSizeGreaterThan(6 * 30);
    assertThat(imported)
        .isEqualTo(withoutRawKey(new LakeFolder(home.resolve("out")).files("processed")));
    new LakeReading(lake.folder()).assertEveryRowComesBack();
  }

  private static Map<String, String> withoutRawKey(Map<String, String> tables) {
    Map<String, String> cut = new TreeMap<>(tables);
    cut.replaceAll(
        (key, csv) ->
            key.startsWith("playlists/")
                ? csv.replaceFirst("\"[^\"]*\"(,\"[^\"]*\",\"\\d+\"\n)$", "$1")
                : csv);
    return cut;
  }

  @Test
  void storesTheTextUnchanged() throws IOException {
    String text = json("{ 'id' : 'p', 'x': 1.50, 'tracks':{'items':[A]} }\n");
    write("one.json", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
    String second = text.replace("\"p\"", "\"q\"").strip();
    write("two.json", ("[" + second + "]").getBytes(StandardCharsets.UTF_8));

    CommandRun run = importing("--date", "2026-01-02", archive);

    assertThat(rawText(LakeFolder.key("2026-01-02", "p"))).isEqualTo(text);
    assertThat(rawText(LakeFolder.key("2026-01-02", "q"))).isEqualTo(second);
    assertThat(run.out())
        .isEqualTo(
            "%s: %s stored\n%s: %s stored\n"
                    .formatted(
                        archive.resolve("one.json"),
                        LakeFolder.key("2026-01-02", "p"),
                        archive.resolve("two.json"),
                        LakeFolder.key("2026-01-02", "q"))
                + "2 files, 0 errors; 2 snapshots stored in %s, 0 replaced, 0 unchanged, 0 skipped\n"
                    .formatted(lake.folder()));
  }

  @Test
  void replacesADifferentDocumentOnlyWithOverwrite() throws IOException {
    Path file = write("p.json", "{'items':[A]}");
    String key = LakeFolder.key("2026-01-02", "p");
    assertThat(importing("--date", "2026-01-02", file).exitCode()).isZero();
    assertThat(importing("--date", "2026-01-02", file).out())
        .contains("0 snapshots stored in " + lake.folder() + ", 0 replaced, 1 unchanged");

    write("p.json", "{'items':[B]}");
    CommandRun skipped = importing("--date", "2026-01-02", file);
    assertThat(skipped.exitCode()).isZero();
    assertThat(skipped.out()).endsWith("0 unchanged, 1 skipped\n");
    assertThat(skipped.err())
        .isEqualTo(
            "warning: %s: skipped, because %s contains a different document. Replace it with --overwrite.\n"
                .formatted(file, key));
    assertThat(rawText(key)).isEqualTo(json("{'items':[A]}"));

    assertThat(importing("--date", "2026-01-02", "--overwrite", "-q", file).out())
        .isEqualTo(
            "1 file, 0 errors; 0 snapshots stored in %s, 1 replaced, 0 unchanged, 0 skipped\n"
                .formatted(lake.folder()));
    assertThat(rawText(key)).isEqualTo(json("{'items':[B]}"));
    assertThat(lake.text("processed/songs/snapshot_date=2026-01-02/p.csv")).contains("\"b\"");
  }

  @Test
  void keepsAnObjectThatIsNotADocument() throws IOException {
    Path file = write("p.json", "{'items':[A]}");
    lake.file("raw/" + LakeFolder.key("2026-01-02", "p"), "\u00ff\u0000");

    assertThat(importing("--date", "2026-01-02", file).out()).endsWith("1 skipped\n");
  }

  @Test
  void storesNothingOfADocumentThatTheTransformRejects() throws IOException {
    Path bad = write("bad.json", "[{'items':[A]},{'items':{}}]");
    write("good.json", "{'items':[A]}");

    CommandRun run = importing("--date", "2026-01-02", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: " + bad + ": rejected at $[1]").hasLineCount(1);
    assertThat(lake.keys("raw")).containsExactly(LakeFolder.key("2026-01-02", "good"));
    assertThat(run.out()).contains("2 files, 1 error; ");
  }

  @Test
  void storesTheGoodPlaylistsOfAnArrayAndNamesTheOthers() throws IOException {
    String good = "{ 'tracks' : [A], 'name':'N}{' }";
    Path file =
        write(
            "bad.json",
            "{'a':'[','playlists':[{'id':'p','tracks':{'items':[A]}},{'id':'q','tracks':{}}, null"
                + " ,5,'x\\',',[{}],"
                // Outside the array, this object would be an envelope.
                + "{'id':'r','schema':5,'tracks':{'items':[A]}},"
                + good
                + "],'playlists2':[]}");

    CommandRun run = importing("--date", "2026-01-02", file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(6)
        .allMatch(line -> line.startsWith("error: " + file))
        .anyMatch(line -> line.startsWith("error: " + file + ": rejected at $.playlists[1].tracks"))
        .anyMatch(line -> line.startsWith("error: " + file + ": rejected at $.playlists[2]: "))
        .last()
        .asString()
        .startsWith("error: " + file + ", playlist 7 of the document: rejected at $.schema: ");
    assertThat(lake.keys("raw"))
        .hasSize(2)
        .contains(LakeFolder.key("2026-01-02", "p"))
        .anyMatch(key -> key.startsWith("playlists/snapshot_date=2026-01-02/name-"));
    assertThat(rawText(lake.keys("raw").getFirst())).isEqualTo(json(good));
    assertThat(run.out()).contains("1 file, 6 errors; 2 snapshots stored");
  }

  @Test
  void storesThePagesOfAPlaylistAsAnArrayOfTheirTexts() throws IOException {
    String href = "'href':'https://api.spotify.com/v1/me/tracks?offset=";
    String second = json("{ " + href + "1', 'items':[B],\n 'total':2 }\n");
    write("1.json.gz", gzip(("\uFEFF" + second).getBytes(StandardCharsets.UTF_8)));
    String first = json("{" + href + "0','items':[A], 'x':1.50}");
    write("2.json", first.getBytes(StandardCharsets.UTF_8));

    CommandRun run = importing("--date", "2026-01-02", archive);

    String key = LakeFolder.key("2026-01-02", "liked");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith(archive.resolve("2.json") + " and 1 other page: " + key + " stored\n")
        .contains("2 files, 0 errors; 1 snapshot stored");
    assertThat(rawText(key)).isEqualTo("[" + first + "," + second + "]");
    assertThat(lake.text("processed/songs/snapshot_date=2026-01-02/liked.csv"))
        .contains("\"a\"", "\"b\"");
    assertThat(importing("--date", "2026-01-02", archive).out()).contains("1 unchanged");
  }

  @Test
  void storesNothingOfAPlaylistWithAMissingPage() throws IOException {
    String href = "'href':'https://api.spotify.com/v1/me/tracks?offset=";
    write("1.json", "{" + href + "0','items':[A]}");
    write("2.json", "{" + href + "2','items':[B]}");

    CommandRun run = importing("--date", "2026-01-02", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("a page is missing").hasLineCount(1);
    assertThat(lake.keys("raw")).isEmpty();
  }

  @Test
  void rejectsASecondDocumentOfTheSamePlaylistAndDate() throws IOException {
    Path one = write("1/p.json", "{'items':[A]}");
    Path two = write("2/p.json", "{'items':[B]}");

    CommandRun run = importing("--date", "2026-01-02", archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: playlist p of 2026-01-02 was already read from %s. Remove one of the two"
                    .formatted(two, one)
                + " files, or read them with separate commands and set --date.\n");
  }

  @Test
  void aDryRunStoresNothing() throws IOException {
    Path file = write("p.json", "{'items':[A]}");

    CommandRun run = importing("--date", "2026-01-02", "--dry-run", file);

    assertThat(run.out())
        .startsWith(file + ": " + LakeFolder.key("2026-01-02", "p") + " would be stored\n")
        .contains("1 snapshot would be stored in " + lake.folder());
    assertThat(lake.folder()).doesNotExist();

    importing("--date", "2026-01-02", file);
    assertThat(importing("--date", "2026-01-02", "--dry-run", file).out()).contains(" unchanged\n");
    write("p.json", "{'items':[B]}");
    assertThat(importing("--date", "2026-01-02", "--dry-run", "--overwrite", file).out())
        .contains(" would be replaced\n");
    assertThat(rawText(LakeFolder.key("2026-01-02", "p"))).isEqualTo(json("{'items':[A]}"));
  }

  @Test
  void leavesTheTablesOfABucketToItsFunction() throws IOException {
    Path file = write("p.json", "[{'id':'p','tracks':{'items':[A]}}]");
    try (LocalS3 server = LocalS3.start(lake.folder());
        S3Client s3 = server.client()) {
      CliEnvironment real = CliEnvironment.ofProcess();
      CliEnvironment cli =
          new CliEnvironment(
              Map.of(),
              real.terminal(),
              real.browser(),
              new AwsClients(
                  server::client,
                  real.aws().sqs(),
                  real.aws().lambda(),
                  real.aws().secrets(),
                  real.aws().glue(),
                  real.aws().athena(),
                  real.aws().api()),
              Clock.systemUTC());

      CommandRun run =
          CommandRun.on(
              cli,
              new StringWriter(),
              "import",
              "--raw-bucket",
              "raw",
              "--date",
              "2026-01-02",
              file);

      assertThat(run.out()).contains("1 snapshot stored in s3://raw, ");
      HeadObjectResponse head =
          s3.headObject(get -> get.bucket("raw").key(LakeFolder.key("2026-01-02", "p")));
      assertThat(head.contentType()).isEqualTo("application/json");
      assertThat(head.contentEncoding()).isEqualTo("gzip");
      assertThat(lake.keys("processed")).isEmpty();

      CommandRun none =
          CommandRun.on(
              cli,
              new StringWriter(),
              "import",
              "--raw-bucket",
              "none",
              "--date",
              "2026-01-02",
              file);
      assertThat(none.exitCode()).isEqualTo(1);
      assertThat(none.err())
          .startsWith("error: s3://none/playlists/")
          .contains("bucket does not exist")
          .endsWith(". The import stops here.\n")
          .hasLineCount(1);
    }
  }

  @Test
  void aFolderWithoutDocumentsIsAnError() throws IOException {
    write("notes.txt", "x");

    CommandRun run = importing(archive);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: folder and its subfolders contain no *.json or *.json.gz file\n"
                .formatted(archive));
    assertThat(run.out()).startsWith("0 files, 1 error; ");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void skipsAPipeInAFolderAndFailsWhenItIsNamed() throws IOException {
    write("p.json", "{'items':[A]}");
    Path pipe = SpecialFiles.pipe(archive.resolve("pipe.json"));

    CommandRun run = importing("--date", "2026-01-02", archive);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "warning: " + pipe + ": skipped a pipe, a socket or a device, expected a file\n");
    assertThat(run.out()).contains("1 file, 0 errors");
    assertThat(importing("--dry-run", pipe).err())
        .isEqualTo(
            "error: "
                + pipe
                + ": is a pipe, a socket or a device, expected a file. Save the document in a file"
                + " first.\n");
  }

  @Test
  void aDryRunCreatesNoFolderInAnExistingLake() throws IOException {
    Path file = write("p.json", "{'items':[A]}");
    Files.createDirectories(lake.folder().resolve("raw"));

    assertThat(importing("--dry-run", file).exitCode()).isZero();

    assertThat(lake.folder()).isDirectoryNotContaining("glob:**/processed");
    assertThat(lake.folder().resolve("raw")).isEmptyDirectory();
  }

  @Test
  void aMissingFileIsAnError() {
    CommandRun run = importing(home.resolve("none.json"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("error: %s: no such file or folder\n".formatted(home.resolve("none.json")));
    assertThat(CommandRun.run("import", "--lake", "x").exitCode()).isEqualTo(2);
    assertThat(CommandRun.run("import", "--lake", "x", "--raw-bucket", "y", "z").exitCode())
        .isEqualTo(2);
  }

  private CommandRun importing(Object... options) {
    List<Object> all = new ArrayList<>(List.of("import", "--lake", lake.folder()));
    all.addAll(List.of(options));
    return CommandRun.run(all.toArray());
  }
}
