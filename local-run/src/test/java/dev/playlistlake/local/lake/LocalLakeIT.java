package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.LakeReading;
import dev.playlistlake.simulator.AppKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The lake after a run in which the extract or the transform fails.
final class LocalLakeIT {
  @TempDir private Path home = Path.of("");
  private CliHarness harness;
  private final List<String> stored = new ArrayList<>();

  @BeforeEach
  void startSpotify() throws IOException {
    harness = new CliHarness(home).withApp();
    harness.environment.put("SPOTIFY_REFRESH_TOKEN", harness.spotify.credentials().refreshToken());
    harness.environment.put("SPOTIFY_AUTHORIZED_AT", CliHarness.NOW.toString());
  }

  @AfterEach
  void stopSpotify() {
    harness.close();
  }

  @Test
  void theOthersGetTheirTablesWhenOneTransformFails() throws IOException {
    List<String> logged = new ArrayList<>();

    LocalLake.Run run =
        run(
            2,
            Clock.fixed(CliHarness.NOW, ZoneOffset.UTC),
            message -> {
              logged.add(message);
              if (logged.size() == 1) {
                throw new IllegalStateException("disk full");
              }
            });

    assertThat(logged.getLast()).contains("\"snapshot_date\":\"2026-11-21\",\"stored\":2");
    assertThat(run.failures())
        .containsExactly("unexpected java.lang.IllegalStateException: disk full");
    assertThat(run.transforms()).hasSize(1);
  }

  @Test
  void storedSnapshotsGetTheirTablesWhenTheExtractFails() throws IOException {
    List<String> logged = new ArrayList<>();

    assertThatThrownBy(() -> run(1, new FailingClock(), logged::add))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stored).hasSize(1);
    assertThat(logged).singleElement().asString().contains(stored.getFirst());
    new LakeReading(home.resolve("lake")).assertEveryRowComesBack();
  }

  @ParameterizedTest
  @EnumSource
  void everySnapshotGetsItsTablesForEveryKindOfApp(AppKind kind) throws IOException {
    try (CliHarness other = new CliHarness(home, kind).withApp();
        LocalLake lake = LocalLake.open(home.resolve("lake"), _ -> {}, stored::add)) {
      Map<String, String> settings = new HashMap<>(other.environment);
      settings.put("SPOTIFY_REFRESH_TOKEN", other.spotify.credentials().refreshToken());
      settings.put("PLAYLIST_IDS", "owned,liked");

      LocalLake.Run run =
          lake.runNow(
              settings, Optional.empty(), false, Clock.fixed(CliHarness.NOW, ZoneOffset.UTC));

      assertThat(stored).isNotEmpty().contains(LakeFolder.key("2026-11-21", "liked"));
      assertThat(run.failures()).isEmpty();
      assertThat(run.transforms()).hasSameSizeAs(stored).allMatch(report -> report.failed() == 0);
    }
    new LakeReading(home.resolve("lake")).assertEveryRowComesBack();
  }

  private LocalLake.Run run(int playlists, Clock clock, Consumer<String> log) throws IOException {
    Map<String, String> settings = new HashMap<>(harness.environment);
    List<String> ids =
        harness.spotify.library().readable().stream().limit(playlists).map(p -> p.id()).toList();
    settings.put("PLAYLIST_IDS", String.join(",", ids));
    try (LocalLake lake = LocalLake.open(home.resolve("lake"), log, stored::add)) {
      return lake.runNow(settings, Optional.empty(), false, clock);
    }
  }

  /// A clock that fails as soon as a snapshot is stored.
  private final class FailingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      if (stored.isEmpty()) {
        return CliHarness.NOW;
      }
      throw new IllegalStateException("clock failed");
    }
  }
}
