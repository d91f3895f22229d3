package dev.playlistlake.local.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.local.SpecialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Credentials in a file: reading them and replacing the refresh token.
final class FileCredentialStoreTest {
  private static final String TEXT =
      """
      { "client_id": "id", "client_secret": "s3cret",
        "refresh_token": "first", "authorized_at": "2026-11-21T06:00:03Z", "note": [1] }
      """;

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private FileCredentialStore store = new FileCredentialStore(file, "");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("credentials.json"), TEXT);
    store = new FileCredentialStore(file, "./playlist-lake login");
  }

  @Test
  void loadsTheCredentialsThatLoginWrote() {
    assertThat(store.load())
        .isEqualTo(
            new Credentials(
                "id",
                "s3cret",
                Optional.of("first"),
                Optional.of(Instant.parse("2026-11-21T06:00:03Z"))));
  }

  @Test
  void replacesOnlyTheRefreshTokenThatWasUsed() throws IOException {
    Credentials kept = store.replaceRefreshToken("first", "second");

    assertThat(kept.refreshToken()).hasValue("second");
    assertThat(file).hasContent(TEXT.replace("first", "second"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsATokenThatAnotherProcessStored() {
    Credentials kept = store.replaceRefreshToken("zeroth", "second");

    assertThat(kept.refreshToken()).hasValue("first");
    assertThat(file).hasContent(TEXT);
  }

  @Test
  void letsOnlyOneOfManyThreadsReplaceTheToken() throws InterruptedException, IOException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String token = "token-" + i;
      FileCredentialStore other = new FileCredentialStore(file, "");
      threads.add(Thread.ofPlatform().start(() -> other.replaceRefreshToken("first", token)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(store.load().refreshToken().orElse("")).matches("token-\\d");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("credentials.json", "credentials.json.lock");
    }
  }

  @Test
  void namesTheLoginCommandWhenTheFileDoesNotExist() throws IOException {
    Files.delete(file);

    assertThatThrownBy(store::load)
        .isInstanceOf(ExtractException.class)
        .hasMessage("file " + file + " does not exist. Run `./playlist-lake login`.");
  }

  @Test
  void namesTheInvalidFieldsAndShowsNoValue() throws IOException {
    Files.writeString(file, TEXT.replace("\"client_id\"", "\"id\"").replace("first", ""));

    assertThatThrownBy(store::load)
        .hasMessage(
            "file " + file + ": client_id is missing; refresh_token is empty or not a string");
  }

  @Test
  void rejectsAFileThatIsNotAJsonObject() throws IOException {
    Files.writeString(file, "s3cret");

    assertThatThrownBy(store::load)
        .hasMessageStartingWith("file " + file + " is not one JSON object")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rejectsAPipeAndAFolder() throws IOException {
    for (Path special : List.of(SpecialFiles.pipe(folder.resolve("pipe")), folder)) {
      assertThatThrownBy(new FileCredentialStore(special, "./playlist-lake login")::load)
          .isInstanceOf(ExtractException.class)
          .hasMessage("file " + special + " is not a regular file. Choose another file.");
    }
  }
}
