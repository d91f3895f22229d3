package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.ExtractHarness.C;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.spotify.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Kills a run at every step and checks that the next run completes the bucket.
class KilledRunIT {
  private static final Map<String, Object> SCHEDULE = Map.of("time", "2026-11-21T06:00:00Z");

  private final AtomicInteger stepsLeft = new AtomicInteger();
  private final ExtractHarness harness = new ExtractHarness(A, "owned", "liked");

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aSecondRunCompletesARunThatWasKilledAtAnyStep() {
    spotify();
    assertThat(harness.run(SCHEDULE).stored()).isEqualTo(4);
    Map<String, String> clean = objects();

    int kills = 0;
    while (isKilled(kills + 1)) {
      harness.run(SCHEDULE);
      assertThat(objects()).as("killed at step %d", kills + 1).isEqualTo(clean);
      kills++;
    }

    assertThat(kills).isGreaterThan(30);
    assertThat(objects()).isEqualTo(clean);
  }

  @Test
  void aRunAcrossMidnightUsesOneDate() {
    spotify();
    harness.clock = new FastClock(Instant.parse("2026-11-21T23:59:58Z"));

    assertThat(harness.run().stored()).isEqualTo(4);

    assertThat(harness.clock.instant()).isAfter("2026-11-22T00:00:00Z");
    assertThat(harness.stored())
        .containsOnlyKeys(
            ExtractHarness.key(A),
            ExtractHarness.key(B),
            ExtractHarness.key(C),
            ExtractHarness.key("liked"));
  }

  @Test
  void aRetryAfterMidnightStoresUnderTheSchedulesDate() {
    spotify();
    harness.clock = Clock.fixed(Instant.parse("2026-11-22T05:59:00Z"), ZoneOffset.UTC);

    assertThat(harness.run(SCHEDULE).stored()).isEqualTo(4);

    assertThat(harness.stored()).containsKey(ExtractHarness.key(A)).hasSize(4);
  }

  /// Returns the stored snapshots by key, each byte as one Latin-1 character.
  private Map<String, String> objects() {
    Map<String, String> objects = new HashMap<>();
    harness.stored().forEach((key, body) -> objects.put(key, new String(body, ISO_8859_1)));
    return objects;
  }

  private void spotify() {
    String next = harness.spotify.url() + "/p?offset=1";
    String first = "{\"items\":{\"items\":[1],\"total\":2,\"next\":\"" + next + "\"}}";
    harness.playlist(A, json(first)).playlist(B, json(first)).playlist(C, json(first));
    harness
        .spotify
        .on("GET /p?offset=1", json("{\"items\":[2],\"total\":2}"))
        .on("GET /v1/me", json("{\"id\":\"me\"}"))
        .on(
            "GET /v1/me/playlists?limit=50",
            json("{\"items\":[%s,%s]}".formatted(mine(B), mine(C))))
        .on("GET /v1/me/tracks?limit=50", json("{\"items\":[]}"));
  }

  private static String mine(String id) {
    return "{\"id\":\"%s\",\"owner\":{\"id\":\"me\"}}".formatted(id);
  }

  /// Starts a run with an empty bucket that is killed after some steps. Returns false if it ended
  /// before.
  private boolean isKilled(int steps) {
    harness.s3.objects.clear();
    stepsLeft.set(steps);
    Platform counting =
        new Platform(
            harness.clock,
            () -> {
              step();
              return harness.nanos.get();
            },
            _ -> {},
            () -> 0.5);
    try {
      Extraction.of(harness.environment, new CountingS3(), counting, harness.credentials())
          .run(ExtractRequest.parse(SCHEDULE), ExtractHarness.MINUTES);
      return false;
    } catch (Killed _) {
      return true;
    }
  }

  private void step() {
    if (stepsLeft.getAndDecrement() <= 0) {
      throw new Killed();
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /// Passes requests to the bucket of the harness. Kills the run before or after a request.
  private final class CountingS3 extends FakeS3 {
    CountingS3() {
      super(harness.clock);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      step();
      PutObjectResponse response = harness.s3.putObject(request, body);
      step();
      return response;
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      step();
      return harness.s3.headObject(request);
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      step();
      return harness.s3.getObject(request, transformer);
    }
  }

  /// A clock that advances by one second at each call.
  private static final class FastClock extends Clock {
    private final InstantSource seconds;

    FastClock(Instant start) {
      AtomicInteger reads = new AtomicInteger();
      seconds = () -> start.plus(Duration.ofSeconds(reads.getAndIncrement()));
    }

    @Override
    public Instant instant() {
      return seconds.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
