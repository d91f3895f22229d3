package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LocalContext;
import dev.playlistlake.local.lake.S3Notifications;
import dev.playlistlake.transform.TransformHandler;
import dev.playlistlake.transform.TransformReport;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The transform with a second implementation of S3. Without Docker it is reported as skipped; on
/// GitHub it has to run.
@Testcontainers(disabledWithoutDocker = true)
final class LocalStackIT {
  // The last image that starts without an access token.
  @Container
  private static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))
          .withServices("s3");

  @Test
  void transformsAnObjectInLocalStack() {
    try (S3Client s3 = client()) {
      s3.createBucket(bucket -> bucket.bucket(LakeLayout.RAW));
      s3.createBucket(bucket -> bucket.bucket(LakeLayout.PROCESSED));
      String key = "playlists/snapshot_date=2026-11-21/p.json.gz";
      s3.putObject(
          put -> put.bucket(LakeLayout.RAW).key(key),
          RequestBody.fromString("[{\"item\":{\"id\":\"a\",\"name\":\"A\"}}]"));
      S3Event event = S3Notifications.event(LakeLayout.RAW, key);

      TransformReport report =
          new TransformHandler(LakeLayout.RAW, LakeLayout.PROCESSED, s3)
              .handleRequest(event, new LocalContext("transform", _ -> {}));

      assertThat(report.songs()).isEqualTo(1);
      assertThat(
              s3.getObjectAsBytes(
                      get ->
                          get.bucket(LakeLayout.PROCESSED)
                              .key("songs/snapshot_date=2026-11-21/p.csv"))
                  .asUtf8String())
          .contains("\"p\",\"a\",\"A\",\"1\",\"1\"");
    }
  }

  private static S3Client client() {
    AwsBasicCredentials credentials =
        AwsBasicCredentials.create(LOCALSTACK.getAccessKey(), LOCALSTACK.getSecretKey());
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(LOCALSTACK.getEndpoint())
        .forcePathStyle(true)
        .region(Region.of(LOCALSTACK.getRegion()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }
}
