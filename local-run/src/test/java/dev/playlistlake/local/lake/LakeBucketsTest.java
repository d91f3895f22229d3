package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The files of a folder that are served, and the requests that are rejected.
final class LakeBucketsTest {
  @TempDir private Path home = Path.of("");
  private Path lake = Path.of("");
  private LakeBuckets buckets = new LakeBuckets(Path.of(""), Set.of());

  @BeforeEach
  void createALakeAndOtherFiles() throws IOException {
    home = home.toRealPath();
    lake = Files.createDirectory(home.resolve("lake"));
    file("letter.txt", "private");
    file("lake/notes.txt", "private");
    file("lake/Documents/letter.txt", "private");
    file("lake/raw/playlists/a.json.gz", "a");
    Files.createDirectories(lake.resolve("processed"));
    buckets = new LakeBuckets(lake, Set.of("raw", "processed"));
  }

  @Test
  void listsOnlyTheBucketsOfTheLake() {
    assertThat(buckets.list().buckets())
        .extracting(Bucket::name)
        .containsExactly("processed", "raw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Documents", "RAW", ".", "..", "raw/playlists", "history", ""})
  void hasNoOtherBucket(String name) {
    List<Runnable> requests =
        List.of(
            () -> read(name, "letter.txt"),
            () -> buckets.blobMetadata(name, "letter.txt"),
            () -> buckets.blobExists(name, "letter.txt"),
            () -> put(name, "letter.txt", "overwritten"),
            () -> remove(name, "letter.txt"),
            () -> list(name, "", ""),
            () -> buckets.headBucket(HeadBucketRequest.builder().bucket(name).build()),
            () -> buckets.createContainer(CreateBucketRequest.builder().bucket(name).build()),
            () -> buckets.getContainerAccess(name),
            () -> buckets.getBlobAccess(name, "letter.txt"));

    assertThat(requests)
        .allSatisfy(
            request -> assertThatThrownBy(request::run).isInstanceOf(NoSuchBucketException.class));
    assertThat(lake.resolve("Documents/letter.txt")).hasContent("private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../Documents/letter.txt",
        "../notes.txt",
        "../../letter.txt",
        "playlists/../../Documents/letter.txt",
        "..",
        ".",
        "",
        "/",
        "playlists/",
        "/letter.txt",
        "playlists//a.json.gz",
        "playlists/./a.json.gz",
        "playlists/../playlists/a.json.gz",
        "playlists/a.json.gz/.",
        "a\u0000b"
      })
  void rejectsAKeyThatIsNotAPlainPath(String key) {
    assertRejected(key, "the key is not a plain path in its bucket");
    assertThat(home.resolve("letter.txt")).hasContent("private");
    assertThat(lake.resolve("Documents/letter.txt")).hasContent("private");
  }

  @Test
  void rejectsAKeyWhosePathContainsASymbolicLink() throws IOException {
    Files.createSymbolicLink(lake.resolve("raw/folder"), lake.resolve("Documents"));
    Files.createSymbolicLink(lake.resolve("raw/file.txt"), Path.of("../Documents/letter.txt"));
    Files.createSymbolicLink(lake.resolve("raw/loop"), Path.of("."));
    Files.createSymbolicLink(lake.resolve("raw/dangling"), home.resolve("new"));

    for (String key :
        List.of("folder/letter.txt", "folder/new.txt", "file.txt", "loop/loop/new", "dangling")) {
      assertRejected(
          key, "the path of this key contains a symbolic link, which a lake must not have");
    }
    assertThat(lake.resolve("Documents/letter.txt")).hasContent("private");
    assertThat(lake.resolve("Documents/new.txt")).doesNotExist();
    assertThat(home.resolve("new")).doesNotExist();
    assertThat(keys(list("raw", "", ""))).containsExactly("playlists/a.json.gz");
  }

  private void assertRejected(String key, String reason) {
    List<Runnable> requests =
        List.of(
            () -> read("raw", key),
            () -> buckets.blobMetadata("raw", key),
            () -> buckets.blobExists("raw", key),
            () -> put("raw", key, "overwritten"),
            () -> remove("raw", key));

    assertThat(requests)
        .allSatisfy(
            request ->
                assertThatThrownBy(request::run)
                    .isInstanceOfSatisfying(
                        S3Exception.class,
                        error -> {
                          assertThat(error.statusCode()).isEqualTo(403);
                          assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(reason);
                        }));
  }

  @Test
  void isNeverPublic() throws IOException {
    assertThat(buckets.getContainerAccess("raw")).isEqualTo(BucketCannedACL.PRIVATE);
    assertThat(buckets.getBlobAccess("raw", "playlists/a.json.gz"))
        .isEqualTo(ObjectCannedACL.PRIVATE);
  }

  @Test
  void rejectsEveryRequestThatNoSubclassServes() {
    List<String> open = List.of("delegate", "close", "getMinimumMultipartPartSize");

    List<String> forwarded =
        Stream.of(ForwardingBlobStore.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic() && !method.isBridge())
            .filter(method -> !open.contains(method.getName()))
            .filter(method -> !method.getName().startsWith("supports"))
            .filter(
                method ->
                    Stream.of(ClosedBlobStore.class.getDeclaredMethods())
                        .noneMatch(
                            closed ->
                                closed.getName().equals(method.getName())
                                    && List.of(closed.getParameterTypes())
                                        .equals(List.of(method.getParameterTypes()))))
            .map(Object::toString)
            .toList();

    assertThat(forwarded).isEmpty();
  }

  @Test
  void storesReadsAndRemovesAnObject() throws IOException {
    put("processed", "songs/b.csv", "first");
    put("processed", "songs/b.csv", "second");

    assertThat(lake.resolve("processed/songs/b.csv")).hasContent("second");
    assertThat(read("processed", "songs/b.csv")).isEqualTo("second");
    assertThat(keys(list("processed", "", ""))).containsExactly("songs/b.csv");

    remove("processed", "songs/b.csv");

    assertThatThrownBy(() -> read("processed", "songs/b.csv"))
        .isInstanceOf(NoSuchKeyException.class);
    assertThat(lake.resolve("processed")).isEmptyDirectory();
  }

  @Test
  void leavesNoPartialObjectWhenItsBytesEndEarly() {
    assertThatThrownBy(
            () ->
                buckets.putBlob(
                    request("processed", "songs/b.csv").build(),
                    new ByteArrayInputStream(new byte[9]) {
                      @Override
                      public synchronized int read(byte[] bytes, int offset, int length) {
                        throw new IllegalStateException("connection lost");
                      }
                    }))
        .hasStackTraceContaining("connection lost");

    assertThat(lake.resolve("processed")).isEmptyDirectory();
  }

  @Test
  void doesNotReplaceAnObjectThatHasToBeNew() {
    PutObjectRequest asNew = request("raw", "playlists/b.json.gz").ifNoneMatch("*").build();
    buckets.putBlob(asNew, stream("first"));

    assertThatThrownBy(() -> buckets.putBlob(asNew, stream("second")))
        .isInstanceOfSatisfying(
            S3Exception.class, error -> assertThat(error.statusCode()).isEqualTo(412));
    assertThat(lake.resolve("raw/playlists/b.json.gz")).hasContent("first");
    assertThat(keys(list("raw", "", "")))
        .containsExactly("playlists/a.json.gz", "playlists/b.json.gz");
  }

  @Test
  void servesOnlyRegularFilesAsObjects() throws IOException, InterruptedException {
    Path fifo = lake.resolve("raw/playlists/fifo.json.gz");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> read("raw", "playlists/fifo.json.gz"))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> read("raw", "playlists")).isInstanceOf(NoSuchKeyException.class);
    assertThat(keys(list("raw", "", ""))).containsExactly("playlists/a.json.gz");
  }

  @Test
  void listsEveryKeyOnceAndInOrderForEveryPageSize() throws IOException {
    List<String> all =
        List.of(
            "playlists-b/x",
            "playlists/a-b",
            "playlists/a.json.gz",
            "playlists/a/b/c",
            "playlists/a/d",
            "playlists/ab",
            "state/x");
    for (String key : all) {
      file("lake/raw/" + key, key);
    }
    Files.createDirectories(lake.resolve("raw/empty/folder"));

    for (int most = 1; most <= all.size() + 1; most++) {
      assertThat(pages("", most)).as("%d at a time", most).isEqualTo(all);
      assertThat(pages("playlists/", most)).isEqualTo(all.subList(1, 6));
      assertThat(pages("playlists/a/", most)).isEqualTo(all.subList(3, 5));
      assertThat(pages("playlists/a", most)).isEqualTo(all.subList(1, 6));
    }
    assertThat(keys(list("raw", "", "playlists/a/b/c"))).isEqualTo(all.subList(4, 7));
    assertThat(keys(list("raw", "", "playlists/a/b"))).isEqualTo(all.subList(3, 7));
    assertThat(keys(list("raw", "nothing/", ""))).isEmpty();
    assertThat(list("raw", "", "").contents()).extracting(S3Object::size).doesNotContainNull();
  }

  private List<String> pages(String prefix, int most) {
    List<String> keys = new ArrayList<>();
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket("raw").prefix(prefix).maxKeys(most).build();
    ListObjectsV2Response page = buckets.list(request);
    keys.addAll(keys(page));
    while (page.nextContinuationToken() != null) {
      assertThat(page.contents()).hasSize(most);
      page =
          buckets.list(request.toBuilder().continuationToken(page.nextContinuationToken()).build());
      keys.addAll(keys(page));
    }
    return keys;
  }

  private static List<String> keys(ListObjectsV2Response page) {
    return page.contents().stream().map(S3Object::key).toList();
  }

  private ListObjectsV2Response list(String bucket, String prefix, String after) {
    return buckets.list(
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).startAfter(after).build());
  }

  private String read(String bucket, String key) {
    try (var body = buckets.getBlob(bucket, key)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void put(String bucket, String key, String text) {
    buckets.putBlob(request(bucket, key).build(), stream(text));
  }

  private void remove(String bucket, String key) {
    buckets.removeBlob(DeleteObjectRequest.builder().bucket(bucket).key(key).build());
  }

  private static PutObjectRequest.Builder request(String bucket, String key) {
    return PutObjectRequest.builder().bucket(bucket).key(key);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void file(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
