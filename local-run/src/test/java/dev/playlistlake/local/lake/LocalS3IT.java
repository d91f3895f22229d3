package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.ListeningSockets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Access to the S3 server that every command starts for a lake in a folder.
final class LocalS3IT {
  private static final String KEY = LakeFolder.key("2026-01-02", "p");

  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private LocalS3 server;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void serveALakeInAFolderWithOtherFiles() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-01-02", "p", "{}").file("Documents/letter.txt", "private");
    // Other users of the machine may read these folders, but not through the server.
    for (String open : List.of("raw", "Documents")) {
      Files.setPosixFilePermissions(
          lake.folder().resolve(open), PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    server = LocalS3.start(lake.folder());
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  @Test
  void listensOnThisMachineOnly() throws IOException {
    int port = server.endpoint().getPort();

    assertThat(ListeningSockets.ofProcess(ProcessHandle.current().pid()))
        .filteredOn(socket -> socket.getPort() == port)
        .isNotEmpty()
        .allSatisfy(socket -> assertThat(socket.getAddress().isLoopbackAddress()).isTrue());
  }

  @Test
  void eachServerHasItsOwnRandomCredentials() throws IOException {
    try (LocalS3 other = LocalS3.start(home.resolve("other"))) {
      assertThat(other.credentials().accessKeyId())
          .hasSize(64)
          .isNotEqualTo(server.credentials().accessKeyId());
      assertThat(other.credentials().secretAccessKey())
          .hasSize(64)
          .isNotEqualTo(server.credentials().secretAccessKey());
      try (S3Client stranger = client(other.credentials())) {
        assertForbidden(stranger);
      }
    }
  }

  @Test
  void rejectsOtherCredentials() {
    String mine = server.credentials().accessKeyId();
    for (AwsBasicCredentials guessed :
        List.of(
            AwsBasicCredentials.create("local-lake", "local-lake-secret"),
            AwsBasicCredentials.create(mine, "local-lake-secret"),
            AwsBasicCredentials.create(mine, mine))) {
      try (S3Client stranger = client(guessed)) {
        assertForbidden(stranger);
      }
    }
    assertThat(lake.folder().resolve("raw").resolve(KEY)).hasContent("{}");
  }

  private static void assertForbidden(S3Client stranger) {
    List<Consumer<S3Client>> requests =
        List.of(
            S3Client::listBuckets,
            s3 -> s3.listObjectsV2(list -> list.bucket("raw")),
            s3 -> s3.getObjectAsBytes(get -> get.bucket("raw").key(KEY)),
            s3 -> s3.headObject(head -> head.bucket("raw").key(KEY)),
            s3 -> s3.deleteObject(delete -> delete.bucket("raw").key(KEY)));

    assertThat(requests)
        .allSatisfy(
            request ->
                assertThatThrownBy(() -> request.accept(stranger))
                    .isInstanceOfSatisfying(
                        S3Exception.class, error -> assertThat(error.statusCode()).isEqualTo(403)));
    // The server closes the connection without reading the body, which may arrive as an error of
    // the connection.
    assertThatThrownBy(
            () ->
                stranger.putObject(
                    put -> put.bucket("raw").key(KEY), RequestBody.fromString("mine")))
        .isInstanceOf(SdkException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/raw",
        "/raw?list-type=2",
        "/raw?versions",
        "/raw?acl",
        "/raw/playlists/snapshot_date=2026-01-02/p.json.gz",
        "/raw/playlists/snapshot_date=2026-01-02/p.json.gz?acl",
        "/raw/..%2fDocuments%2fletter.txt",
        "/Documents",
        "/Documents/letter.txt"
      })
  void rejectsUnsignedRequestsEvenForFilesThatAllUsersMayRead(String path)
      throws IOException, InterruptedException {
    URI address = URI.create(server.endpoint() + path);
    for (HttpRequest.Builder request :
        List.of(
            HttpRequest.newBuilder(address),
            HttpRequest.newBuilder(address).HEAD(),
            HttpRequest.newBuilder(address).PUT(BodyPublishers.ofString("mine")),
            HttpRequest.newBuilder(address).DELETE(),
            HttpRequest.newBuilder(address).method("OPTIONS", BodyPublishers.noBody()),
            form(address))) {
      var response = http.send(request.build(), BodyHandlers.ofString());

      assertThat(response.statusCode()).as(request.build() + "").isBetween(400, 501);
      assertThat(response.body()).doesNotContain("private", "p.json.gz");
    }
    assertThat(lake.folder().resolve("raw").resolve(KEY)).hasContent("{}");
    assertThat(lake.folder().resolve("Documents/letter.txt")).hasContent("private");
    assertThat(lake.keys("raw")).containsExactly(KEY);
  }

  /// Returns a form of a web page. It needs no signature when a bucket is public.
  private static HttpRequest.Builder form(URI address) {
    String form =
        """
        --b
        Content-Disposition: form-data; name="key"

        mine
        --b
        Content-Disposition: form-data; name="file"

        mine
        --b--
        """
            .replace("\n", "\r\n");
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "multipart/form-data; boundary=b")
        .POST(BodyPublishers.ofString(form));
  }

  @Test
  void servesOnlyTheTwoBuckets() throws IOException {
    try (S3Client s3 = server.client()) {
      assertThat(s3.listBuckets().buckets())
          .extracting(Bucket::name)
          .containsExactly("processed", "raw");
      assertThat(s3.getObjectAsBytes(get -> get.bucket("raw").key(KEY)).asUtf8String())
          .isEqualTo("{}");

      List<Consumer<S3Client>> requests =
          List.of(
              client -> client.getObjectAsBytes(get -> get.bucket("Documents").key("letter.txt")),
              client ->
                  client.putObject(
                      put -> put.bucket("Documents").key("letter.txt"),
                      RequestBody.fromString("mine")),
              client -> client.deleteObject(delete -> delete.bucket("Documents").key("letter.txt")),
              client -> client.listObjectsV2(list -> list.bucket("Documents")),
              client -> client.createBucket(create -> create.bucket("documents")),
              client -> client.deleteBucket(delete -> delete.bucket("Documents")),
              client -> client.deleteBucket(delete -> delete.bucket("processed")),
              client ->
                  client.copyObject(
                      copy ->
                          copy.sourceBucket("Documents")
                              .sourceKey("letter.txt")
                              .destinationBucket("raw")
                              .destinationKey("copy")),
              client ->
                  client.getObjectAsBytes(get -> get.bucket("raw").key("../Documents/letter.txt")),
              client ->
                  client.putObject(
                      put -> put.bucket("raw").key("../Documents/new.txt"),
                      RequestBody.fromString("mine")));

      assertThat(requests)
          .allSatisfy(
              request ->
                  assertThatThrownBy(() -> request.accept(s3))
                      .isInstanceOfSatisfying(
                          S3Exception.class,
                          error -> assertThat(error.statusCode()).isBetween(400, 501)));
    }
    assertThat(lake.folder().resolve("Documents/letter.txt")).hasContent("private");
    assertThat(lake.folder()).isDirectoryNotContaining("glob:**documents");
    assertThat(lake.keys("Documents")).containsExactly("letter.txt");
    assertThat(lake.keys("raw")).containsExactly(KEY);
    assertThat(lake.folder().resolve("processed")).isDirectory();
  }

  @Test
  void rejectsABucketThatIsALink() throws IOException {
    Path linked = Files.createDirectory(home.resolve("linked"));
    Path link = Files.createSymbolicLink(linked.resolve("raw"), home.resolve("lake/Documents"));

    assertThatThrownBy(() -> LocalS3.start(linked))
        .isInstanceOf(IOException.class)
        .hasMessage(
            link
                + ": is a symbolic link, which this program does not follow. Replace the"
                + " link with its target, or remove it.");
  }

  @Test
  void servesALakeWhoseFolderIsALink() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), lake.folder());

    try (LocalS3 linked = LocalS3.start(link);
        S3Client s3 = linked.client()) {
      assertThat(s3.getObjectAsBytes(get -> get.bucket("raw").key(KEY)).asUtf8String())
          .isEqualTo("{}");
    }
  }

  @Test
  void messagesDoNotContainTheCredentials() {
    try (S3Client s3 = server.client()) {
      for (String bucket : List.of("Documents", "raw")) {
        assertThatThrownBy(() -> s3.getObject(get -> get.bucket(bucket).key("../x")))
            .satisfies(
                error -> {
                  assertThat(Throwables.getStackTrace(error))
                      .doesNotContain(
                          server.credentials().secretAccessKey(),
                          server.credentials().accessKeyId());
                });
      }
      assertThat(server.credentials() + " " + s3)
          .doesNotContain(server.credentials().secretAccessKey());
    }
  }

  private S3Client client(AwsBasicCredentials credentials) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(server.endpoint())
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }
}
