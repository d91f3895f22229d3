package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/// What a run on one machine leaves when something in it breaks.
final class LocalLakeIT {
  @TempDir private Path home = Path.of("");
  private Desk desk;
  private final List<String> stored = new ArrayList<>();

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(home).withApp();
    desk.environment.put("SPOTIFY_REFRESH_TOKEN", desk.spotify.credentials().refreshToken());
    desk.environment.put("SPOTIFY_AUTHORIZED_AT", Desk.NOW.toString());
  }

  @AfterEach
  void getUp() {
    desk.close();
  }

  @Test
  void aTransformThatBreaksLeavesTheOthersTheirTables() throws IOException {
    List<String> logged = new ArrayList<>();

    LocalLake.Run run =
        run(
            2,
            Clock.fixed(Desk.NOW, ZoneOffset.UTC),
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
  void anExtractThatBreaksLeavesWhatItStoredItsTables() throws IOException {
    List<String> logged = new ArrayList<>();

    assertThatThrownBy(() -> run(1, new Breaking(), logged::add))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stored).hasSize(1);
    assertThat(logged).singleElement().asString().contains(stored.getFirst());
    new LakeReading(home.resolve("lake")).assertEveryRowComesBack();
  }

  private LocalLake.Run run(int playlists, Clock clock, Consumer<String> log) throws IOException {
    Map<String, String> settings = new HashMap<>(desk.environment);
    List<String> ids =
        desk.spotify.library().readable().stream().limit(playlists).map(p -> p.id()).toList();
    settings.put("PLAYLIST_IDS", String.join(",", ids));
    try (LocalLake lake = LocalLake.open(home.resolve("lake"), log, stored::add)) {
      return lake.runNow(settings, Optional.empty(), false, clock);
    }
  }

  /// A clock that stops working as soon as something is stored.
  private final class Breaking extends Clock {
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
        return Desk.NOW;
      }
      throw new IllegalStateException("no time");
    }
  }
}
