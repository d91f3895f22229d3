package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.ACCESS_TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.spotify.FakeSpotify;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Runs the function with the real clients of the AWS SDK against fake servers. Checks the secret
/// in Secrets Manager, and that no other output contains a secret.
class SecretsInLogsIT {
  private static final String ROTATED = "rotated-token-that-nobody-may-read-0123456789";
  private static final String SECRET_TEXT =
      ("{\"client_id\":\"client-id\",\"client_secret\":\"%s\",\"refresh_token\":\"%s\","
              + "\"authorized_at\":\"%s\",\"mine\":[1]}")
          .formatted(ExtractHarness.SECRET, ExtractHarness.REFRESH_TOKEN, ExtractHarness.NOW);
  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString(("client-id:" + ExtractHarness.SECRET).getBytes(StandardCharsets.UTF_8));
  private static final String WARNING = "WARNING: ";
  private static final Path LIBRARY_LOG = Path.of("target/everything.log");

  private final FakeSpotify spotify = new FakeSpotify();
  private final FakeSpotify aws = new FakeSpotify();
  private final StringBuilder written = new StringBuilder();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Handler everything = new Recorder();

  @BeforeEach
  void recordLogs() {
    everything.setLevel(Level.ALL);
    root.addHandler(everything);
    root.setLevel(Level.ALL);
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "key");
    System.setProperty("aws.endpointUrl", aws.url());
  }

  @AfterEach
  void close() {
    for (String name : List.of("region", "accessKeyId", "secretAccessKey", "endpointUrl")) {
      System.clearProperty("aws." + name);
    }
    root.removeHandler(everything);
    root.setLevel(before);
    spotify.close();
    aws.close();
  }

  @Test
  void onlyTheSecretContainsARotatedToken() throws IOException {
    spotify
        .on(
            TOKEN,
            json(
                "{\"access_token\":\"%s\",\"refresh_token\":\"%s\"}"
                    .formatted(ACCESS_TOKEN, ROTATED)))
        .on("GET /v1/playlists/" + A, json("{\"items\":{\"items\":[1]}}"));
    aws.on("POST /", secret(), secret(), json("{}"))
        .on(
            "PUT /raw/" + ExtractHarness.key(A).replace("=", "%3D"),
            reply(200, "", "ETag", "\"e\""));

    written.append(new ExtractHandler(extraction()).handleRequest(Map.of(), context()));

    FakeSpotify.Request put =
        aws.requests.stream()
            .filter(request -> request.header("X-amz-target").endsWith("PutSecretValue"))
            .findFirst()
            .orElseThrow();
    assertThat(put.body())
        .contains(SECRET_TEXT.replace(ExtractHarness.REFRESH_TOKEN, ROTATED).replace("\"", "\\\""));
    assertThat(written).contains("\"stored\":1").contains("\"warnings\":[]");
    assertNoSecret();
  }

  @Test
  void aSecretThatCannotBeWrittenIsAWarningWithoutTheToken() throws IOException {
    spotify
        .on(
            TOKEN,
            json(
                "{\"access_token\":\"%s\",\"refresh_token\":\"%s\"}"
                    .formatted(ACCESS_TOKEN, ROTATED)))
        .on("GET /v1/playlists/" + A, json("{\"items\":{\"items\":[1]}}"));
    String denied = "{\"__type\":\"AccessDeniedException\",\"Message\":\"not allowed\"}";
    aws.on("POST /", secret(), secret(), reply(400, denied))
        .on(
            "PUT /raw/" + ExtractHarness.key(A).replace("=", "%3D"),
            reply(200, "", "ETag", "\"e\""));

    written.append(new ExtractHandler(extraction()).handleRequest(Map.of(), context()));

    assertThat(written)
        .contains("\"stored\":1")
        .contains(
            WARNING
                + "Spotify sent a new refresh token, and it is NOT STORED (secret spotify cannot"
                + " be written: not allowed");
    assertNoSecret();
  }

  private Extraction extraction() {
    Map<String, String> environment =
        Map.of(
            "RAW_BUCKET",
            "raw",
            "LOG_LEVEL",
            "DEBUG",
            "PLAYLIST_IDS",
            A,
            "SPOTIFY_SECRET_ID",
            "spotify",
            "SPOTIFY_REQUESTS_PER_SECOND",
            "0",
            "SPOTIFY_API_URL",
            spotify.url(),
            "SPOTIFY_ACCOUNTS_URL",
            spotify.url());
    S3Client s3 =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(URI.create(aws.url()))
            .forcePathStyle(true)
            .build();
    return Extraction.of(
        environment,
        s3,
        Clock.fixed(ExtractHarness.NOW, ZoneOffset.UTC),
        new ExtractHandler.StackLoginAdvice());
  }

  private LoggingContext context() {
    return new LoggingContext(written);
  }

  private static FakeSpotify.Reply secret() {
    String quoted = SECRET_TEXT.replace("\"", "\\\"");
    return reply(
        200,
        "{\"ARN\":\"arn\",\"Name\":\"spotify\",\"SecretString\":\"" + quoted + "\"}",
        "Content-Type",
        "application/x-amz-json-1.1");
  }

  private void assertNoSecret() throws IOException {
    String libraries = Files.readString(LIBRARY_LOG);
    assertThat(libraries).contains("software.amazon.awssdk");
    for (CharSequence text : List.of(written, libraries)) {
      assertThat(text)
          .doesNotContain(
              ACCESS_TOKEN,
              ExtractHarness.REFRESH_TOKEN,
              ExtractHarness.SECRET,
              ROTATED,
              BASIC,
              "nobody-may-read");
    }
    for (FakeSpotify.Request request : aws.requests) {
      if (!request.line().equals("POST /")) {
        assertThat(request.body()).doesNotContain("nobody-may-read");
      }
    }
  }

  private final class Recorder extends Handler {
    private final SimpleFormatter text = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      // The log of the fake servers does not belong to the function.
      if (!String.valueOf(record.getLoggerName()).startsWith("com.sun.net.httpserver")) {
        synchronized (written) {
          written.append(text.format(record));
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
