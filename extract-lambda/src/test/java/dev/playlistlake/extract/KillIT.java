package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static dev.playlistlake.extract.Lab.C;
import static dev.playlistlake.extract.StubSpotify.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.RawKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A run that dies at any point leaves a bucket that the next run completes.
class KillIT {
  private static final Map<String, Object> SCHEDULE = Map.of("time", "2026-11-21T06:00:00Z");

  private final AtomicInteger stepsLeft = new AtomicInteger();
  private final Lab lab = new Lab(A, "owned", "liked");

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aSecondRunGivesTheSameObjectsAsOneCleanRunWhereverTheFirstDied() {
    spotify();
    assertThat(lab.run(SCHEDULE).stored()).isEqualTo(4);
    Map<String, String> clean = objects();

    int kills = 0;
    while (dies(kills + 1)) {
      lab.run(SCHEDULE);
      assertThat(objects()).as("killed at step %d", kills + 1).isEqualTo(clean);
      kills++;
    }

    assertThat(kills).isGreaterThan(30);
    assertThat(objects()).isEqualTo(clean);
  }

  @Test
  void aRunAcrossMidnightGivesOneDate() {
    spotify();
    lab.clock = new Hasty(Instant.parse("2026-11-21T23:59:58Z"));

    assertThat(lab.run().stored()).isEqualTo(4);

    assertThat(lab.clock.instant()).isAfter("2026-11-22T00:00:00Z");
    assertThat(lab.stored).containsOnlyKeys(Lab.key(A), Lab.key(B), Lab.key(C), Lab.key("liked"));
  }

  @Test
  void aRetryAfterMidnightStoresUnderTheSchedulesDate() {
    spotify();
    lab.clock = Clock.fixed(Instant.parse("2026-11-22T05:59:00Z"), ZoneOffset.UTC);

    assertThat(lab.run(SCHEDULE).stored()).isEqualTo(4);

    assertThat(lab.stored).containsKey(Lab.key(A)).hasSize(4);
  }

  /// Byte for byte, as Latin-1.
  private Map<String, String> objects() {
    Map<String, String> objects = new HashMap<>();
    lab.stored.forEach((key, body) -> objects.put(key, new String(body, ISO_8859_1)));
    return objects;
  }

  private void spotify() {
    String next = lab.spotify.url() + "/p?offset=1";
    String first = "{\"items\":{\"items\":[1],\"total\":2,\"next\":\"" + next + "\"}}";
    lab.playlist(A, json(first)).playlist(B, json(first)).playlist(C, json(first));
    lab.spotify
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

  /// Whether a run into an empty bucket dies when it may take only so many steps.
  private boolean dies(int steps) {
    lab.stored.clear();
    lab.store.times.clear();
    stepsLeft.set(steps);
    Outside mortal =
        new Outside(
            lab.clock,
            () -> {
              step();
              return lab.nanos.get();
            },
            _ -> {},
            () -> 0.5);
    try {
      new Extraction(Settings.of(lab.environment), lab.credentials(), new Mortal(), mortal)
          .run(RunRequest.of(SCHEDULE), Lab.MINUTES);
      return false;
    } catch (Death _) {
      return true;
    }
  }

  private void step() {
    if (stepsLeft.getAndDecrement() <= 0) {
      throw new Death();
    }
  }

  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  /// Dies before or after anything is asked of the bucket.
  private final class Mortal implements RawStore {
    @Override
    public void put(RawKey key, byte[] envelope) {
      step();
      lab.store.put(key, envelope);
      step();
    }

    @Override
    public Optional<Instant> storedAt(RawKey key) {
      step();
      return lab.store.storedAt(key);
    }

    @Override
    public Optional<String> state(String key) {
      step();
      return lab.store.state(key);
    }

    @Override
    public void putState(String key, String json) {
      step();
      lab.store.putState(key, json);
    }
  }

  /// Every look at it takes a second.
  private static final class Hasty extends Clock {
    private final InstantSource seconds;

    Hasty(Instant start) {
      AtomicInteger looks = new AtomicInteger();
      seconds = () -> start.plus(Duration.ofSeconds(looks.getAndIncrement()));
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
